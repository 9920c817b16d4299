import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)(?:COOKIE_|SESSION_)(?:\w+_)?SAME_?SITE$/;

export default defineRule({
  id: 'env/cookie-cross-site',
  subject: 'setting',
  severity: 'low',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Cookies are sent with requests from other sites',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !/^none$/i.test(setting.text)) return;
    report({
      at: setting.at,
      message: `${setting.name} sends cookies with requests other sites make; use lax unless it is embedded there`,
      fixes: () => setFix(value, /^[A-Z]/.test(setting.text) ? 'Lax' : 'lax', 'frames in other sites lose the session'),
    });
  },
});
