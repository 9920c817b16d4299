import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule, named, toml } from '../contract.ts';

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
        'geth.toml',
        toml`
          [Eth]
          NetworkId = 1

          [Node]
          InsecureUnlockAllowed = true
        `,
      ),
    ],
    good: [
      named(
        'geth.toml',
        toml`
          [Eth]
          NetworkId = 1

          [Node]
          InsecureUnlockAllowed = false
        `,
      ),
      toml`
        [Node]
        InsecureUnlockAllowed = true
      `,
    ],
  },
  check: checkProblem('unsafe-setting'),
});
