import { fixIf } from '../../finding/fix.ts';
import { tlsLevel } from '../../knowledge/tls/mozilla.ts';
import { isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { isBefore } from '../../subjects/nginx/version.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-protocols-missing',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'anyone on the line × an easier next step; low while the nginx version is not known',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS server leaves the choice of protocols to the nginx version',
  why:
    'Before nginx 1.27.3 the default of `ssl_protocols` includes TLS 1.0 and 1.1, and before 1.23.4 it lacks TLS 1.3. ' +
    'Which protocols the server speaks then changes with the package that happens to be installed.',
  references: [
    { name: 'nginx: ssl_protocols', url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_protocols' },
    { name: 'nginx changes (1.27.3)', url: 'https://nginx.org/en/CHANGES' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 443 ssl;
                ssl_certificate /etc/nginx/tls/site.pem;
                ssl_certificate_key /etc/nginx/tls/site.key;
                root /srv/www/site;
            }
        }
      `,
    ],
    good: [
      nginx`
        events {}
        http {
            ssl_protocols TLSv1.2 TLSv1.3;
            server {
                listen 443 ssl;
                ssl_certificate /etc/nginx/tls/site.pem;
                ssl_certificate_key /etc/nginx/tls/site.key;
                root /srv/www/site;
            }
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            include snippets/tls.conf;
        }
      `,
    ],
  },
  check(scope, report, context) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.tls === 'none') return;
    if (isLocal(server) || isForDevelopment(server)) return;
    const { version, tls } = context.nginx;
    if (version !== undefined && !isBefore(version, '1.27.3')) return;
    const inForce = scope.effective('ssl_protocols');
    if (!inForce.known || inForce.directive !== undefined) return;
    // The default server of a socket decides for all its servers: https://nginx.org/en/docs/http/configuring_https_servers.html
    if (!server.listens.some(({ socket }) => (socket.ssl || socket.quic) && socket.defaultServer === server)) return;
    const line = `ssl_protocols ${tlsLevel(tls).protocols.join(' ')};`;
    report({
      at: scope.at,
      message: 'TLS server without ssl_protocols: nginx before 1.27.3 then offers TLS 1.0 and 1.1; set TLSv1.2 TLSv1.3',
      ...(version === undefined ? { severity: 'low' as const } : {}),
      fixes: fixIf(
        `Add ${line.slice(0, -1)} (clients that only speak TLS 1.0 or 1.1 lose access)`,
        'behavior-changing',
        scope.model.edit.insert(scope, [line]),
      ),
    });
  },
});
