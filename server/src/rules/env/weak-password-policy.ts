import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:PASSWORD_MIN(?:IMUM)?_(?:LENGTH|LEN)|MIN(?:IMUM)?_PASSWORD_(?:LENGTH|LEN)|PASSWORD_LENGTH_MIN)$/;

export default defineRule({
  id: 'env/weak-password-policy',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'needs nothing × gets one user’s account by guessing',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Users may choose passwords that are guessed',
  why: 'Passwords of fewer than eight characters are tried out in minutes. NIST asks for at least eight, more where a password is the only factor.',
  references: [
    { name: 'NIST SP 800-63B, memorized secrets', url: 'https://pages.nist.gov/800-63-3/sp800-63b.html#memsecret' },
    {
      name: 'OWASP Authentication Cheat Sheet, password strength',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#implement-proper-password-strength-controls',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    length: { default: 8, description: 'fewest characters of a password' },
  },
  examples: {
    bad: [
      env`
        PASSWORD_MIN_LENGTH=6
      `,
      env`
        AUTH_MIN_PASSWORD_LENGTH=4
      `,
    ],
    good: [
      env`
        PASSWORD_MIN_LENGTH=12
      `,
      env`
        PASSWORD_MAX_LENGTH=6
      `,
    ],
  },
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const least = context.threshold('length');
    if (setting === undefined || !/^\d{1,4}$/.test(setting.text) || Number(setting.text) >= least) return;
    report({
      at: setting.at,
      message: `${setting.name} lets users choose passwords that are guessed in minutes; set at least ${least}`,
      fixes: setFix(value, String(least), 'new passwords must be longer'),
    });
  },
});
