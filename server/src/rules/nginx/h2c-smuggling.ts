import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/h2c-smuggling',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × walks around location rules where the application speaks h2c',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Clients may upgrade the connection to any protocol',
  why:
    'Passing `Upgrade` on unchanged lets a client switch to HTTP/2 in clear with the application. nginx then only copies bytes ' +
    'and its access rules no longer apply. Let `websocket` through only.',
  references: [
    { name: 'Bishop Fox: h2c smuggling', url: 'https://bishopfox.com/blog/h2c-smuggling-request' },
    { name: 'nginx: WebSocket proxying', url: 'https://nginx.org/en/docs/http/websocket.html' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass http://app;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $http_connection;
        }
      `,
    ],
    good: [
      nginx`
        location /ws/ {
            proxy_pass http://app;
            proxy_http_version 1.1;
            proxy_set_header Upgrade websocket;
            proxy_set_header Connection upgrade;
        }
      `,
      nginx`
        map $http_upgrade $upgrade {
            websocket websocket;
            default "";
        }
        server {
            location /ws/ {
                proxy_pass http://app;
                proxy_set_header Upgrade $upgrade;
                proxy_set_header Connection upgrade;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    const [name, value] = directive.values;
    if (directive.name !== 'proxy_set_header' || name?.toLowerCase() !== 'upgrade') return;
    if (!/^\$\{?http_upgrade\}?$/i.test(value ?? '')) return;
    const { scope } = directive;
    const connection = scope.own('proxy_set_header').find((it) => it.arg(0)?.toLowerCase() === 'connection');
    if (connection === undefined || scope.scalar('proxy_http_version').directive?.arg(0) === '1.0') return;
    // `ws`, `socket` in the path: an application that expects exactly this.
    if (/socket|\bws\b|wss|sockjs|signalr|cable/i.test(scope.location?.path ?? '')) return;
    report({
      at: directive.argAt(1),
      message: 'Upgrade $http_upgrade lets clients switch to h2c past nginx’s rules; map it to websocket only',
    });
  },
});
