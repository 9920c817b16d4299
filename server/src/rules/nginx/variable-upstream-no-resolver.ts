import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/variable-upstream-no-resolver',
  subject: 'nginxDirective',
  directives: ['proxy_pass'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A host name in a variable cannot be looked up',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.scope.protocol !== 'http') return;
    const { scope } = directive;
    const target = upstreamTarget(directive);
    if (target === undefined || !/^\$\{?\w+\}?$/.test(target.host)) return;
    const resolver = scope.effective('resolver');
    if (!resolver.known || resolver.directive !== undefined) return;
    const definitions = scope.model.variable(target.host)?.definitions ?? [];
    const hosts = definitions.flatMap(({ kind, values }) => (kind === 'set' ? (values ?? []) : []));
    if (hosts.length === 0 || hosts.length !== definitions.length) return;
    const name = hosts.find((host) => needsLookUp(host) && scope.model.upstream(host) === undefined);
    if (name === undefined) return;
    report({
      at: directive.argAt(0),
      message: `proxy_pass by variable needs a resolver to look up ${name.slice(0, 36)}, else it answers 502; add one`,
    });
  },
});

function needsLookUp(text: string): boolean {
  if (text === '' || text.includes('$') || text.includes('/') || text.startsWith('unix:')) return false;
  const host = text.replace(/:\d+$/, '');
  return (
    /[a-z]/i.test(host) && !['private', 'public-address', 'variable'].includes(hostKind(host)) && !host.includes(':')
  );
}
