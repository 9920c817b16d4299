import { defineRule } from '../contract.ts';

const ZONES: Readonly<Record<string, string>> = { limit_req: 'limit_req_zone', limit_conn: 'limit_conn_zone' };

export default defineRule({
  id: 'nginx/limit-zone-undefined',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A limit uses a zone that is not declared',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const declaration = ZONES[directive.name];
    if (declaration === undefined) return;
    const name = directive.name === 'limit_conn' ? directive.arg(0) : directive.param('zone');
    const top = directive.scope.enclosing('http') ?? directive.scope.enclosing('stream');
    if (name === undefined || name === '' || name.includes('$') || top === undefined || top.hides(declaration)) return;
    const isDeclared = top.own(declaration).some((zone) => zone.param('zone')?.split(':')[0] === name);
    if (isDeclared) return;
    report({
      at: directive.at,
      message: `${directive.name} uses zone ${name.slice(0, 20)}, which no ${declaration} declares, so nginx does not start; declare it`,
    });
  },
});
