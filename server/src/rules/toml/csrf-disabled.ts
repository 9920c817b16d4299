import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { flip, isNegated, type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule, toml } from '../contract.ts';

const CSRF_ON =
  /^(?:\w*_)?(?:csrf|xsrf)(?:_protection|_check)?(?:_enabled?)?$|^(?:\w*_)?enable_(?:csrf|xsrf)(?:_protection)?$/;
const CSRF_OFF = /^(?:\w*_)?(?:disable_(?:csrf|xsrf)(?:_protection|_check)?|(?:csrf|xsrf)_disabled?|skip_csrf)$/;
const CSRF_TABLE = /(?:^|_)(?:csrf|xsrf)(?:_protection)?$/;

/** Whether the protection against forged requests is switched off. */
function dropsCsrf({ key, table, value }: LooseLeaf): boolean {
  if (value === true) return CSRF_OFF.test(key);
  if (value !== false || isNegated(key)) return false;
  return CSRF_ON.test(key) || (/^enabled?$/.test(key) && CSRF_TABLE.test(table));
}

export default defineRule({
  id: 'toml/csrf-disabled',
  subject: 'document',
  severity: 'high',
  severityBecause: 'a page the user visits × what that user may do; medium where the application is not known',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'The protection against forged requests is off',
  why: 'Browsers send cookies with requests that other sites cause. Without the check of a token any page the user visits changes settings, uploads files or orders in the user’s name.',
  references: [
    { name: 'CWE-352: cross-site request forgery', url: 'https://cwe.mitre.org/data/definitions/352.html' },
    {
      name: 'OWASP: CSRF prevention',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      toml`
        [web]
        csrf_protection = false
      `,
      toml`
        [web.csrf]
        enabled = false
      `,
    ],
    good: [
      toml`
        [web]
        csrf_protection = true
        disable_csrf = false
      `,
      toml`
        [web]
        csrf_cookie = "token"
      `,
    ],
  },
  check: checkProblem('csrf-disabled', (loose, model, report) => {
    if (!dropsCsrf(loose)) return;
    const { leaf, value } = loose;
    const fix = flip(model, leaf, 'forms without a token are refused');
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} = ${value} lets other sites act as the user; turn CSRF protection on`,
      severity: 'medium',
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
