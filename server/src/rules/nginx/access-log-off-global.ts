import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { isBehindTrustedProxy } from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/access-log-off-global',
  subject: 'nginxDirective',
  directives: ['access_log'],
  severity: 'low',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'Requests of a whole server are not logged',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (directive.arg(0)?.toLowerCase() !== 'off' || scope.protocol !== 'http') return;
    if (scope.kind === 'server') {
      const { server } = scope;
      if (server === undefined || isLocal(server) || isForDevelopment(server) || !servesContent(server)) return;
    } else if (scope.kind !== 'http') return;
    // The proxy in front logs each request.
    if (isBehindTrustedProxy(scope)) return;
    // Switched on again for what matters.
    if (scope.descendants().some((inner) => inner.own('access_log').some((it) => it.arg(0)?.toLowerCase() !== 'off')))
      return;
    report({
      at: directive.at,
      message: `access_log off for ${scope.kind === 'http' ? 'all servers' : 'this server'} leaves attacks without a trace; log, or leave out single locations`,
    });
  },
});
