import { fixIf } from '../../finding/fix.ts';
import { addressList, allowsWithoutDeny } from '../../subjects/nginx/access.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/allow-without-deny',
  subject: 'nginxScope',
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'An allow list without deny keeps nobody out',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const allows = allowsWithoutDeny(scope);
    const [first] = allows;
    const last = allows.at(-1);
    if (first === undefined || last === undefined) return;
    const outer = scope.parent === undefined ? 'none' : addressList(scope.parent);
    // `nested-allow-opens-parent` says it with the list that is lost.
    if (outer === 'closed' || outer === 'restricted') return;
    report({
      at: first.at,
      message: `${labelOf(scope)} has allow but no deny, so everybody gets in; add deny all`,
      fixes: fixIf(
        'Add deny all (addresses that are not listed get 403)',
        'behavior-changing',
        scope.model.edit.insertAfter(last, ['deny all;']),
      ),
    });
  },
});
