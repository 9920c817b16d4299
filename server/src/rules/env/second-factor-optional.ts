import { isOff } from '../../knowledge/env/switch.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:(?:MFA|2FA|TWO_FACTOR|TOTP)_(?:REQUIRED?|ENFORCED?|MANDATORY)|(?:REQUIRE|ENFORCE)_(?:MFA|2FA|TWO_FACTOR|TOTP))$/;

export default defineRule({
  id: 'env/second-factor-optional',
  subject: 'setting',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'A second factor is not required',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !isOff(setting.text)) return;
    report({
      at: setting.at,
      message: `${setting.name}: a stolen password is enough to sign in; require a second factor`,
      fixes: () => flipFix(value, setting.text, 'true', 'users must set up a second factor'),
    });
  },
});
