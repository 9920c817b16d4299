import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/upstream-no-failover',
  subject: 'nginxScope',
  severity: 'low',
  category: 'observability',
  profile: 'all',
  stages: 'production',
  summary: 'An upstream keeps sending requests to failed servers',
  fix: 'none',
  formats: ['nginx'],
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
