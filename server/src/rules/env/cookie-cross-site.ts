import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /(?:^|_)(?:COOKIE_|SESSION_)(?:\w+_)?SAME_?SITE$/;

export default defineRule({
  id: 'env/cookie-cross-site',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'needs a user who visits another page × gets an easier next step: requests with the user’s cookies',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Cookies are sent with requests from other sites',
  why: 'SameSite=None switches off the browser’s own protection against forged requests. It is needed for embedding in other sites only, and then together with Secure.',
  references: [
    {
      name: 'MDN, SameSite',
      url: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        SESSION_SAME_SITE=none
      `,
      env`
        SESSION_COOKIE_SAMESITE=None
      `,
    ],
    good: [
      env`
        SESSION_SAME_SITE=lax
      `,
      env`
        SESSION_COOKIE_SAMESITE=Strict
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !/^none$/i.test(setting.text)) return;
    report({
      at: setting.at,
      message: `${setting.name} sends cookies with requests other sites make; use lax unless it is embedded there`,
      fixes: setFix(value, /^[A-Z]/.test(setting.text) ? 'Lax' : 'lax', 'frames in other sites lose the session'),
    });
  },
});
