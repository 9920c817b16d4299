import { defineRule, nginx } from '../contract.ts';

const ZONES: Readonly<Record<string, string>> = { limit_req: 'limit_req_zone', limit_conn: 'limit_conn_zone' };

export default defineRule({
  id: 'nginx/limit-zone-undefined',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'nothing × an outage: nginx refuses to start',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A limit uses a zone that is not declared',
  why: 'A zone must be declared by `limit_req_zone` or `limit_conn_zone` in `http`. Otherwise nginx stops with `zero size shared memory zone`.',
  references: [
    {
      name: 'nginx: limit_req_zone',
      url: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req_zone',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;
            server {
                location /login {
                    limit_req zone=login burst=5;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        http {
            limit_conn_zone $binary_remote_addr zone=perip:10m;
            server {
                limit_conn perip 10;
            }
        }
      `,
      nginx`
        server {
            limit_req zone=login;
        }
      `,
    ],
  },
  check(directive, report) {
    const declaration = ZONES[directive.name];
    if (declaration === undefined) return;
    const name = directive.name === 'limit_conn' ? directive.arg(0) : directive.param('zone');
    const top = directive.scope.enclosing('http') ?? directive.scope.enclosing('stream');
    if (name === undefined || name === '' || name.includes('$') || top === undefined || !top.visible || !top.complete)
      return;
    const isDeclared = top.own(declaration).some((zone) => zone.param('zone')?.split(':')[0] === name);
    if (isDeclared) return;
    report({
      at: directive.at,
      message: `${directive.name} uses zone ${name.slice(0, 20)}, which no ${declaration} declares, so nginx does not start; declare it`,
    });
  },
});
