import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/open-redirect',
  subject: 'document',
  severity: 'high',
  severityBecause: 'a link a user follows × that user’s session: the login token goes along',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'After a login the user may be sent to any site',
  why: 'The list of addresses a login may return to lets everything in. An attacker’s link then logs the user in for real and carries the token, or the user’s trust, to the attacker’s site.',
  references: [{ name: 'CWE-601: open redirect', url: 'https://cwe.mitre.org/data/definitions/601.html' }],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'oauth2-proxy.cfg',
        toml`
        upstreams = ["http://127.0.0.1:8080/"]
        whitelist_domains = ["*"]
      `,
      ),
    ],
    good: [
      named(
        'oauth2-proxy.cfg',
        toml`
        upstreams = ["http://127.0.0.1:8080/"]
        whitelist_domains = [".example.com"]
      `,
      ),
      named(
        'config.toml',
        toml`
        whitelist_domains = ["*"]
      `,
      ),
    ],
  },
  check: checkProblem('open-redirect'),
});
