import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { flip, isNegated, type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule, named, toml } from '../contract.ts';

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
  severityBecause: 'a place on the network path, or a script in the page × one user’s session',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'The session cookie can be stolen',
  why: 'Without the Secure attribute the cookie is sent over plain HTTP too; without HttpOnly any script in the page reads it. Both give an attacker the session of the logged-in user.',
  references: [
    { name: 'CWE-614: sensitive cookie without Secure', url: 'https://cwe.mitre.org/data/definitions/614.html' },
    { name: 'MDN: Set-Cookie', url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'oauth2-proxy.toml',
        toml`
        upstreams = ["http://127.0.0.1:8080/"]
        cookie_secure = false
        cookie_name = "_proxy"
      `,
      ),
    ],
    good: [
      named(
        'oauth2-proxy.toml',
        toml`
        upstreams = ["http://127.0.0.1:8080/"]
        cookie_secure = true
        cookie_name = "_proxy"
      `,
      ),
      toml`
        [session.cookie]
        secure = true
        http_only = true
      `,
    ],
  },
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
