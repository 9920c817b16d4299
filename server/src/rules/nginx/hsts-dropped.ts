import { fixIf } from '../../finding/fix.ts';
import { answer } from '../../subjects/nginx/answers.ts';
import { droppedHeaders } from '../../subjects/nginx/response-headers.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-dropped',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A location loses the HSTS header of its server',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { parent, server } = scope;
    if (parent === undefined || server === undefined || server.tls === 'none' || scope.own('add_header').length === 0)
      return;
    const dropped = droppedHeaders(scope, parent);
    const [hsts] = dropped;
    // More than this one: `add-header-inheritance` names them all.
    if (dropped.length !== 1 || hsts?.name !== 'strict-transport-security' || hsts.directive.name !== 'add_header')
      return;
    const { edit } = scope.model;
    if (scope.kind === 'if' || answer(scope) !== undefined || scope.first('add_header_inherit')?.arg(0) === 'off')
      return;
    report({
      at: scope.at,
      message: `${labelOf(scope)} has its own add_header and so loses Strict-Transport-Security; repeat it here`,
      related: [{ at: hsts.directive.at, message: 'The header that is lost' }],
      fixes: fixIf(
        'Repeat Strict-Transport-Security here (its answers carry the header again)',
        'behavior-changing',
        edit.insert(scope, [edit.textOf(hsts.directive)]),
        [hsts.directive],
      ),
    });
  },
});
