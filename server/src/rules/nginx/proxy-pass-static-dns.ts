import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-pass-static-dns',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × an outage when the address behind the name moves',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'A public host name is looked up once, when nginx starts',
  why: 'The address of a literal host name is kept until nginx is reloaded. Cloud services move their addresses without notice: requests then fail or reach whoever has the old address now, and nginx does not start at all while the name cannot be resolved.',
  references: [
    {
      name: 'nginx: proxy_pass with variables',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass',
    },
    { name: 'nginx: server … resolve', url: 'https://nginx.org/en/docs/http/ngx_http_upstream_module.html#resolve' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /api/ {
            proxy_pass https://api.example.com;
        }
      `,
    ],
    good: [
      nginx`
        location /api/ {
            resolver 127.0.0.11;
            set $api https://api.example.com;
            proxy_pass $api;
        }
      `,
      nginx`
        location / {
            proxy_pass http://app:8080;
        }
      `,
      nginx`
        upstream api {
            zone api 64k;
            server api.example.com:443 resolve;
        }
        server {
            location / {
                proxy_pass https://api;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    const isServer = directive.name === 'server' && directive.scope.kind === 'upstream';
    if (!isServer && directive.name !== 'proxy_pass' && directive.name !== 'grpc_pass') return;
    const target = upstreamTarget(directive);
    if (target === undefined || target.upstream !== undefined || hostKind(target.host) !== 'public-name') return;
    if (target.text.includes('$') || directive.has('resolve')) return;
    report({
      at: directive.argAt(0),
      message: `${target.host.slice(0, 32)} is looked up only when nginx starts, so a new address is missed; ${isServer ? 'add resolve' : 'use a variable'}`,
    });
  },
});
