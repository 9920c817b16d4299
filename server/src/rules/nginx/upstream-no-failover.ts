import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/upstream-no-failover',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'nothing × an outage when one server fails',
  category: 'observability',
  profile: 'all',
  stages: 'production',
  summary: 'An upstream keeps sending requests to failed servers',
  why: 'With `max_fails=0` nginx never takes a server out, and without any number it decides by one failure in ten seconds. Checklists ask for `max_fails` and `fail_timeout`, or a health check.',
  references: [{ name: 'nginx: server', url: 'https://nginx.org/en/docs/http/ngx_http_upstream_module.html#server' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        upstream app {
            server app1:8080 max_fails=0;
            server app2:8080 max_fails=0;
        }
      `,
      nginx`
        upstream app {
            server app1:8080;
            server app2:8080;
        }
      `,
    ],
    good: [
      nginx`
        upstream app {
            server app1:8080 max_fails=3 fail_timeout=30s;
            server app2:8080 max_fails=3 fail_timeout=30s;
        }
      `,
      nginx`
        upstream app {
            server app:8080;
        }
      `,
    ],
  },
  check(scope, report) {
    if (scope.kind !== 'upstream' || !scope.complete) return;
    const servers = scope.own('server');
    if (servers.length < 2 || ['check', 'health_check', 'sticky'].some((name) => scope.first(name) !== undefined))
      return;
    const name = scope.opener?.arg(0)?.slice(0, 30) ?? '';
    if (servers.every((server) => server.param('max_fails') === '0')) {
      report({
        at: scope.at,
        message: `Upstream ${name} never takes a failed server out (max_fails=0); set max_fails and fail_timeout`,
      });
    } else if (
      servers.every((server) => server.param('max_fails') === undefined && server.param('fail_timeout') === undefined)
    ) {
      report({
        at: scope.at,
        message: `Upstream ${name} does not say when a server has failed; set max_fails and fail_timeout`,
      });
    }
  },
});
