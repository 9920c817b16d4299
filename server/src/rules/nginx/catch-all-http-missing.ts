import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/catch-all-http-missing',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × an easier next step: host names of their choice reach the application',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Requests for unknown names are answered by a real site',
  why: 'Where no server refuses them, requests with any `Host` reach the default server of the socket: scanners that know the address only, names of others that point here, and forged hosts that end up in links and caches.',
  references: [
    { name: 'nginx: request processing', url: 'https://nginx.org/en/docs/http/request_processing.html' },
    { name: 'CIS NGINX Benchmark 2.4.2', url: 'https://www.cisecurity.org/benchmark/nginx' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 80;
                server_name www.example.org;
                location / {
                    proxy_pass http://app:8080;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        events {}
        http {
            server {
                listen 80 default_server;
                return 444;
            }
            server {
                listen 80;
                server_name www.example.org;
                location / {
                    proxy_pass http://app:8080;
                }
            }
        }
      `,
      nginx`
        server {
            listen 80;
            server_name www.example.org;
            location / {
                proxy_pass http://app:8080;
            }
        }
      `,
      nginx`
        events {}
        http {
            server {
                listen 80;
                server_name _;
                location / {
                    proxy_pass http://app:8080;
                }
            }
            include sites-enabled/*;
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server?.protocol !== 'http' || isLocal(server) || isForDevelopment(server)) return;
    // Without a public name of its own it is meant to answer everybody (a container with one site, `server_name app`).
    if (!servesContent(server) || !server.names.some(({ text }) => text.includes('.'))) return;
    const answersAll = server.listens.some(
      ({ socket }) => !socket.ssl && !socket.quic && socket.complete && socket.defaultServer === server,
    );
    if (!answersAll) return;
    report({
      at: scope.at,
      message: 'This server also answers requests for any other host name; add a default_server that returns 444',
    });
  },
});
