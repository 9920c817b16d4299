import { turnsOff } from '../../knowledge/env/switch-name.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** The CSRF cookie is meant to be read by scripts (https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-httponly). */
const KEYS = /(?:^|_)(?:SESSION_HTTP_?ONLY|COOKIES?_HTTP_?ONLY)$/;

export default defineRule({
  id: 'env/cookie-readable-by-scripts',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Scripts can read the session cookie',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (
      setting === undefined ||
      !(turnsOff(setting.key, setting.text) && !setting.key.includes('CSRF') && !setting.key.includes('XSRF'))
    )
      return;
    report({
      at: setting.at,
      message: `${setting.name} lets injected scripts steal sessions; switch it on`,
      fixes: () => flipFix(value, setting.text, 'true', 'scripts no longer see the cookie'),
    });
  },
});
