import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { flip, isNegated, type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const SECURE = /^(?:\w*_)?(?:cookies?_secure|secure_cookies?|cookie_secure_flag)$/;
const HTTP_ONLY = /^(?:\w*_)?(?:cookies?_http_?only|session_http_?only)$/;
const COOKIE_TABLE = /(?:^|_)(?:cookies?|session)$/;

/** What a switched-off cookie attribute gives away; `undefined` for every other scalar. */
function lostAttribute({ key, table, value }: LooseLeaf): 'Secure' | 'HttpOnly' | undefined {
  if (value !== false || isNegated(key)) return undefined;
  const inCookie = COOKIE_TABLE.test(table);
  if (SECURE.test(key) || (inCookie && key === 'secure')) return 'Secure';
  return HTTP_ONLY.test(key) || (inCookie && /^http_?only$/.test(key)) ? 'HttpOnly' : undefined;
}

export default defineRule({
  id: 'toml/insecure-cookie',
  subject: 'document',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'The session cookie can be stolen',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('insecure-cookie', (loose, model, report) => {
    const lost = lostAttribute(loose);
    if (lost === undefined) return;
    const { leaf } = loose;
    const risk =
      lost === 'Secure' ? 'sends the session over plain HTTP too' : 'lets any script of the page read the session';
    const fix = flip(
      model,
      leaf,
      lost === 'Secure' ? 'sign-in works over HTTPS only' : 'scripts cannot read the cookie',
    );
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} = false ${risk}; set it to true`,
      severity: 'medium',
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
