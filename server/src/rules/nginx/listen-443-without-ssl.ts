import { type Fix, fixIf } from '../../finding/fix.ts';
import type { NginxListen, NginxScope } from '../../formats/nginx/model/model.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/listen-443-without-ssl',
  subject: 'nginxScope',
  severity: 'high',
  severityBecause: 'anyone between client and server × reads one service’s traffic',
  category: 'transport',
  profile: 'essential',
  stages: 'any',
  summary: 'Port 443 is served without TLS',
  why:
    'TLS belongs to the socket: one `listen … ssl` on an address and port covers every server on it. When none has it, nginx ' +
    'speaks plain HTTP on the HTTPS port; browsers fail, and clients that do not insist on TLS send everything in the clear.',
  references: [
    { name: 'nginx: listen', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#listen' },
    { name: 'nginx: configuring HTTPS servers', url: 'https://nginx.org/en/docs/http/configuring_https_servers.html' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 443;
            server_name shop.example.org;
            ssl_certificate /etc/nginx/tls/shop.pem;
            ssl_certificate_key /etc/nginx/tls/shop.key;
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 443 ssl;
            server_name shop.example.org;
        }
        server {
            listen 443;
            server_name api.example.org;
        }
      `,
      nginx`
        stream {
            server {
                listen 443;
                proxy_pass backend:443;
            }
        }
      `,
      nginx`
        server {
            listen 8443;
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || server.tls === 'all') return;
    for (const listen of server.listens) {
      const { directive, socket } = listen;
      // Behind `proxy_protocol` a load balancer has ended TLS.
      if (directive === undefined || listen.port !== 443 || socket.ssl || socket.quic || socket.proxyProtocol) continue;
      const hasCertificate = scope.scalar('ssl_certificate').directive !== undefined;
      // In a lone fragment another file may mark the socket; a certificate here says what was meant.
      if (!socket.complete && !hasCertificate) continue;
      report({
        at: directive.argAt(0),
        message:
          'Port 443 speaks plain HTTP: no server on this socket has ssl, so traffic is readable; add ssl to listen',
        fixes: fixes(scope, listen, hasCertificate),
      });
    }
  },
});

function fixes(scope: NginxScope, listen: NginxListen, hasCertificate: boolean): readonly Fix[] {
  const { edit } = scope.model;
  if (listen.directive === undefined) return [];
  const marked = edit.appendArg(listen.directive, 'ssl');
  if (hasCertificate)
    return fixIf(
      'Add ssl to listen 443 (clients that speak plain HTTP to it get an error)',
      'behavior-changing',
      marked,
    );
  const certificate = edit.insert(
    scope,
    [
      `ssl_certificate ${placeholder(1, '/etc/nginx/tls/fullchain.pem')};`,
      `ssl_certificate_key ${placeholder(2, '/etc/nginx/tls/privkey.pem')};`,
    ],
    { after: listen.directive, snippet: true },
  );
  return certificate === undefined
    ? []
    : fixIf('Add ssl and a certificate to this server', 'needs-input', [...marked, ...certificate]);
}
