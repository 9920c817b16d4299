import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/limit-zone-unused',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'limits',
  profile: 'recommended',
  stages: 'any',
  summary: 'A limit is declared but nothing uses it',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const use = { limit_req_zone: 'limit_req', limit_conn_zone: 'limit_conn' }[directive.name];
    const name = directive.param('zone')?.split(':')[0];
    const { scope } = directive;
    if (use === undefined || name === undefined || name === '' || scope.kind !== 'http') return;
    if (scope.children.every(({ kind }) => kind !== 'server')) return;
    const inside = [scope, ...scope.descendants()];
    if (inside.some((inner) => inner.hides(use))) return;
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
