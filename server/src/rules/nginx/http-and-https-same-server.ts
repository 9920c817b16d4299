import { fixIf } from '../../finding/fix.ts';
import { answerOf, goesToHttps, isForDevelopment, servesContent } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/http-and-https-same-server',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'anyone on the line × reads sessions of visitors who arrive over plain HTTP',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'One server answers HTTP and HTTPS alike',
  why:
    'A server that listens with and without `ssl` serves the same pages both ways. Nothing moves a visitor who arrived over ' +
    'plain HTTP to TLS, and the session cookie travels in the clear.',
  references: [
    {
      name: 'nginx: a single HTTP/HTTPS server',
      url: 'https://nginx.org/en/docs/http/configuring_https_servers.html#single_http_https_server',
    },
    {
      name: 'OWASP: Transport Layer Security',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 80;
            listen 443 ssl;
            server_name shop.example.org;
            root /srv/www/shop;
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 80;
            listen 443 ssl;
            server_name shop.example.org;
            if ($scheme = http) {
                return 301 https://$host$request_uri;
            }
            root /srv/www/shop;
        }
      `,
      nginx`
        server {
            listen 80;
            listen 443 ssl;
            return 301 https://www.example.org$request_uri;
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || server.tls !== 'some') return;
    if (isForDevelopment(server) || !servesContent(server)) return;
    const plain = server.listens.find(
      ({ socket, directive }) =>
        !socket.ssl && !socket.quic && !socket.isLocal && !socket.proxyProtocol && directive !== undefined,
    );
    if (plain === undefined || plain.port !== 80) return;
    const everywhere = [scope, ...scope.descendants()].flatMap((inner) => inner.directives);
    if (everywhere.some((directive) => goesToHttps(answerOf(directive)?.text))) return;
    report({
      at: plain.directive?.at ?? scope.at,
      message: 'This server serves the same pages over HTTP and HTTPS; redirect plain HTTP to https://',
      // A server without a name is often a base image whose users end TLS elsewhere.
      ...(server.names.every(({ text }) => text === '' || text === '_') ? { severity: 'low' as const } : {}),
      fixes: fixIf(
        'Redirect plain HTTP requests (clients on port 80 get a 301 instead of content)',
        'behavior-changing',
        scope.model.edit.insert(scope, ['if ($scheme = http) {', '\treturn 301 https://$host$request_uri;', '}']),
      ),
    });
  },
});
