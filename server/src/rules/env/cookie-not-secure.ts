import { turnsOff } from '../../knowledge/env/switch-name.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)(?:SECURE_COOKIES?|COOKIES?_SECURE|COOKIE_SECURE_FLAG)$/;

export default defineRule({
  id: 'env/cookie-not-secure',
  subject: 'setting',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Session cookies also travel over plain HTTP',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !turnsOff(setting.key, setting.text)) return;
    report({
      at: setting.at,
      message: `${setting.name} sends session cookies over plain HTTP too; switch it on`,
      fixes: () => flipFix(value, setting.text, 'true', 'sign-in works over HTTPS only'),
    });
  },
});
