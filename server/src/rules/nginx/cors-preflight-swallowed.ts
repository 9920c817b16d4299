import { fixIf } from '../../finding/fix.ts';
import { ALLOW_ORIGIN } from '../../subjects/nginx/cors.ts';
import { responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-preflight-swallowed',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'The preflight answer loses Access-Control-Allow-Origin',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { parent, opener } = scope;
    if (scope.kind !== 'if' || parent === undefined || scope.own('add_header').length === 0) return;
    if (opener?.values.some((word) => /options/i.test(word)) !== true) return;
    const mine = responseHeaders(scope);
    const lost = responseHeaders(parent).find(ALLOW_ORIGIN);
    if (lost === undefined || lost.directive.name !== 'add_header' || mine.find(ALLOW_ORIGIN) !== undefined) return;
    if (!mine.list.some(({ name }) => name.startsWith('access-control-'))) return;
    const { edit } = scope.model;
    report({
      at: scope.at,
      message: 'This if has its own add_header, so preflights lose Access-Control-Allow-Origin; repeat it here',
      related: [{ at: lost.directive.at, message: 'The header that is lost' }],
      fixes: fixIf(
        'Repeat Access-Control-Allow-Origin here (preflights carry it again)',
        'behavior-changing',
        edit.insert(scope, [edit.textOf(lost.directive)], { first: true }),
        [lost.directive],
      ),
    });
  },
});
