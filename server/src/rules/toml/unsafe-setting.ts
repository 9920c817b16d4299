import { defineRule, toml } from '../contract.ts';
import { checkProblem, named } from './findings/check-problem.ts';
import { flip, isNegated, type LooseLeaf, shownPath } from './findings/switches.ts';

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
  id: 'toml/unsafe-setting',
  subject: 'document',
  severity: 'critical',
  severityBecause: 'each setting carries its own severity in the profile of its application',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'A setting its own documentation calls unsafe is on',
  why: 'The application’s documentation warns of this value: it opens a hole, weakens a protection or is meant for development only. The message names what it does.',
  references: [
    { name: 'CWE-1188: insecure default or configuration', url: 'https://cwe.mitre.org/data/definitions/1188.html' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'hugo.toml',
        toml`
        baseURL = "https://www.example.com/"

        [security.exec]
        allow = [".*"]
      `,
      ),
    ],
    good: [
      named(
        'hugo.toml',
        toml`
        baseURL = "https://www.example.com/"

        [security.exec]
        allow = ["^go$", "^npx$"]
      `,
      ),
      named(
        'config.toml',
        toml`
        [security.exec]
        allow = [".*"]
      `,
      ),
    ],
  },
  check: checkProblem('unsafe-setting', (loose, model, report) => {
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
