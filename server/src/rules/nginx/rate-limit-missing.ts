import { handlerOf, isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/rate-limit-missing',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × as many requests as the application can take',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  summary: 'Requests to an application are not limited',
  why: 'Without `limit_req` one client may send as many requests as the application answers. Checklists ask for a limit at the edge; some applications have their own.',
  references: [
    { name: 'nginx: limit_req', url: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req' },
    {
      name: 'OWASP API4: Unrestricted Resource Consumption',
      url: 'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
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
                listen 80;
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
            limit_req_zone $binary_remote_addr zone=all:10m rate=20r/s;
            server {
                limit_req zone=all burst=40;
                location / {
                    proxy_pass http://app:8080;
                }
            }
        }
      `,
      nginx`
        location / {
            proxy_pass http://app:8080;
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server?.protocol !== 'http' || isLocal(server) || isForDevelopment(server)) return;
    const inside = [scope, ...scope.descendants()];
    if (!inside.some((inner) => handlerOf(inner) !== undefined)) return;
    const limits = inside.map((inner) => inner.array('limit_req'));
    if (!limits.every(({ known }) => known) || limits.some(({ directive }) => directive !== undefined)) return;
    report({
      at: scope.at,
      message: 'Requests of this server reach the application unlimited; add limit_req_zone and limit_req',
    });
  },
});
