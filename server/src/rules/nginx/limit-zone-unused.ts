import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/limit-zone-unused',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: a limit somebody believes in is not in force',
  category: 'limits',
  profile: 'recommended',
  stages: 'any',
  summary: 'A limit is declared but nothing uses it',
  why: '`limit_req_zone` and `limit_conn_zone` only set memory aside. Without `limit_req` or `limit_conn` naming the zone nothing is limited.',
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
            limit_req_zone $binary_remote_addr zone=login:10m rate=5r/m;
            server {
                listen 80;
            }
        }
      `,
    ],
    good: [
      nginx`
        events {}
        http {
            limit_req_zone $binary_remote_addr zone=login:10m rate=5r/m;
            server {
                limit_req zone=login;
            }
        }
      `,
      nginx`
        limit_conn_zone $binary_remote_addr zone=perip:10m;
      `,
    ],
  },
  check(directive, report) {
    const use = { limit_req_zone: 'limit_req', limit_conn_zone: 'limit_conn' }[directive.name];
    const name = directive.param('zone')?.split(':')[0];
    const { scope } = directive;
    if (
      use === undefined ||
      name === undefined ||
      name === '' ||
      scope.kind !== 'http' ||
      !scope.visible ||
      !scope.complete
    )
      return;
    if (scope.children.every(({ kind }) => kind !== 'server')) return;
    const inside = [scope, ...scope.descendants()];
    const isUsed = inside.some((inner) =>
      inner.own(use).some((line) => line.arg(0) === name || line.param('zone') === name),
    );
    if (isUsed || inside.some((inner) => inner.directives.some(({ name: other }) => other.includes('lua')))) return;
    report({
      at: directive.at,
      message: `Zone ${name.slice(0, 30)} is declared but no ${use} uses it, so nothing is limited; add ${use}`,
    });
  },
});
