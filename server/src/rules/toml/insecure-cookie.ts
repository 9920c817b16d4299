import { defineRule, toml } from '../contract.ts';
import { checkProblem, named } from './findings/check-problem.ts';

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
      named(
        'config.toml',
        toml`
        cookie_secure = false
      `,
      ),
    ],
  },
  check: checkProblem('insecure-cookie'),
});
