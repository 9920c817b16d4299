import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { isBehindTrustedProxy } from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

/** `/dev/null` is the same, with the work of writing. */
function isOff(directive: NginxDirective): boolean {
  return /^(?:off|\/dev\/null)$/i.test(directive.arg(0) ?? '');
}

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
    if (!isOff(directive) || scope.protocol !== 'http') return;
    if (scope.kind === 'server') {
      const { server } = scope;
      if (server === undefined || isLocal(server) || isForDevelopment(server) || !servesContent(server)) return;
    } else if (scope.kind !== 'http') return;
    // The proxy in front logs each request.
    if (isBehindTrustedProxy(scope)) return;
    // nginx writes to every log of a level; only `off` cancels the others
    if (directive.arg(0) !== 'off' && scope.own('access_log').some((it) => !isOff(it))) return;
    // Switched on again for what matters.
    if (scope.descendants().some((inner) => inner.own('access_log').some((it) => !isOff(it)))) return;
    report({
      at: directive.at,
      message: `access_log ${directive.arg(0)} for ${scope.kind === 'http' ? 'all servers' : 'this server'} leaves attacks without a trace; log, or leave out single locations`,
    });
  },
});
