import { isOff } from '../../knowledge/env/switch.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:(?:MFA|2FA|TWO_FACTOR|TOTP)_(?:REQUIRED?|ENFORCED?|MANDATORY)|(?:REQUIRE|ENFORCE)_(?:MFA|2FA|TWO_FACTOR|TOTP))$/;

export default defineRule({
  id: 'env/second-factor-optional',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'needs one stolen password × gets one user’s account',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'A second factor is not required',
  why: 'Passwords are phished and reused. Accounts that can change the service need a second factor, and one that is optional is used by few.',
  references: [
    {
      name: 'OWASP Multifactor Authentication Cheat Sheet',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Multifactor_Authentication_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        MFA_REQUIRED=false
      `,
      env`
        REQUIRE_2FA=0
      `,
    ],
    good: [
      env`
        MFA_REQUIRED=true
      `,
      env`
        MFA_ISSUER=none
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !isOff(setting.text)) return;
    report({
      at: setting.at,
      message: `${setting.name}: a stolen password is enough to sign in; require a second factor`,
      fixes: flipFix(value, setting.text, 'true', 'users must set up a second factor'),
    });
  },
});
