import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/catch-all-tls-server-missing',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × a page and certificate of a site they did not ask for',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'TLS requests for unknown names get a real site',
  why: 'Without a default server that rejects, the first TLS server answers for every name: scanners learn its certificate, and foreign names that point here show its pages.',
  references: [
    {
      name: 'nginx: ssl_reject_handshake',
      url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_reject_handshake',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 443 ssl;
                server_name shop.example.org;
                ssl_certificate /etc/nginx/tls/shop.pem;
                ssl_certificate_key /etc/nginx/tls/shop.key;
                root /srv/www;
            }
        }
      `,
    ],
    good: [
      nginx`
        events {}
        http {
            server {
                listen 443 ssl default_server;
                ssl_reject_handshake on;
            }
            server {
                listen 443 ssl;
                server_name shop.example.org;
                ssl_certificate /etc/nginx/tls/shop.pem;
                ssl_certificate_key /etc/nginx/tls/shop.key;
                root /srv/www;
            }
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            server_name shop.example.org;
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (
      scope.kind !== 'server' ||
      server?.protocol !== 'http' ||
      server.tls === 'none' ||
      isLocal(server) ||
      isForDevelopment(server)
    )
      return;
    if (!servesContent(server) || server.names.every(({ text }) => text === '' || text === '_')) return;
    const answersAll = server.listens.some(
      ({ socket }) => (socket.ssl || socket.quic) && socket.complete && socket.defaultServer === server,
    );
    if (!answersAll) return;
    report({
      at: scope.at,
      message:
        'This server also answers TLS requests for unknown names; add a default_server with ssl_reject_handshake on',
    });
  },
});
