import { fixIf } from '../../finding/fix.ts';
import { addressList, allowsWithoutDeny } from '../../subjects/nginx/access.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/nested-allow-opens-parent',
  subject: 'nginxScope',
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'An allow in an inner block switches off the deny around it',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const allows = allowsWithoutDeny(scope);
    const last = allows.at(-1);
    const [first] = allows;
    if (scope.parent === undefined || first === undefined || last === undefined) return;
    const outer = addressList(scope.parent);
    if (outer !== 'closed' && outer !== 'restricted') return;
    const denial = scope.parent.array('allow', 'deny').directives.find(({ name }) => name === 'deny');
    report({
      at: first.at,
      message: `The allow in ${labelOf(scope)} replaces the deny around it, so everybody gets in; add deny all`,
      related: denial === undefined ? [] : [{ at: denial.at, message: 'The deny that no longer counts' }],
      fixes: fixIf(
        'Add deny all (addresses that are not listed get 403)',
        'behavior-changing',
        scope.model.edit.insertAfter(last, ['deny all;']),
      ),
    });
  },
});
