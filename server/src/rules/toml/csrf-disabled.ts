import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { severityInToml } from '../../subjects/toml/reach.ts';
import { flip, isNegated, isUnclear, type LooseLeaf, shownPath, tableOf } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const CSRF_ON =
  /^(?:\w*_)?(?:csrf|xsrf)(?:_protection|_check)?(?:_enabled?)?$|^(?:\w*_)?enable_(?:csrf|xsrf)(?:_protection)?$/;
const CSRF_OFF = /^(?:\w*_)?(?:disable_(?:csrf|xsrf)(?:_protection|_check)?|(?:csrf|xsrf)_disabled?|skip_csrf)$/;
const CSRF_TABLE = /(?:^|_)(?:csrf|xsrf)(?:_protection)?$/;

/** Whether the protection against forged requests is switched off. */
function dropsCsrf({ key, table, value }: LooseLeaf): boolean {
  if (value === true) return CSRF_OFF.test(key) && !isUnclear(key);
  if (value !== false || isNegated(key)) return false;
  return CSRF_ON.test(key) || (/^enabled?$/.test(key) && CSRF_TABLE.test(table));
}

export default defineRule({
  id: 'toml/csrf-disabled',
  subject: 'document',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'The protection against forged requests is off',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('csrf-disabled', (loose, model, report) => {
    if (!dropsCsrf(loose)) return;
    const { leaf, value } = loose;
    const fix = flip(model, leaf, 'forms without a token are refused');
    const severity = severityInToml(model, tableOf(leaf), 'csrf-disabled', 'medium');
    if (severity === undefined) return;
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} = ${value} lets other sites act as the user; turn CSRF protection on`,
      severity,
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
