import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/weak-password-policy',
  subject: 'document',
  severity: 'high',
  severityBecause:
    'guessing needs nothing but network reach × one user’s identity; defaults that are merely low are hygiene',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Passwords may be short, or are stored so that they are cracked',
  why: 'Short passwords are guessed online within days, and fast hashes (MD5, SHA-1, crypt) are tried by the billion once the file leaks. A minimum of twelve characters and bcrypt or Argon2 close both ways.',
  references: [
    { name: 'CWE-521: weak password requirements', url: 'https://cwe.mitre.org/data/definitions/521.html' },
    { name: 'NIST SP 800-63B', url: 'https://pages.nist.gov/800-63-3/sp800-63b.html' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'supabase/config.toml',
        toml`
        project_id = "shop"

        [auth]
        minimum_password_length = 6
      `,
      ),
    ],
    good: [
      named(
        'supabase/config.toml',
        toml`
        project_id = "shop"

        [auth]
        minimum_password_length = 12
      `,
      ),
      named(
        'config.toml',
        toml`
        [auth]
        minimum_password_length = 6
      `,
      ),
    ],
  },
  check: checkProblem('weak-password-policy'),
});
