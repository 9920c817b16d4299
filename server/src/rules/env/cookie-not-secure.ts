import { isOff } from '../../knowledge/env/switch.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /(?:^|_)(?:SECURE_COOKIES?|COOKIES?_SECURE|COOKIE_SECURE_FLAG)$/;

export default defineRule({
  id: 'env/cookie-not-secure',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'needs a place on the network path × gets one user’s session',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Session cookies also travel over plain HTTP',
  why: 'Without the Secure attribute one request to an http:// address of the site, which any page can cause, sends the session cookie unencrypted.',
  references: [
    {
      name: 'MDN, Secure cookies',
      url: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Cookies#block_access_to_your_cookies',
    },
    {
      name: 'OWASP Session Management, Secure attribute',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#secure-attribute',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        SESSION_SECURE_COOKIE=false
      `,
      env`
        N8N_SECURE_COOKIE=false
        DJANGO_CSRF_COOKIE_SECURE=False
      `,
    ],
    good: [
      env`
        SESSION_SECURE_COOKIE=true
      `,
      env`
        SESSION_COOKIE_SECURE=\${SECURE}
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !isOff(setting.text)) return;
    report({
      at: setting.at,
      message: `${setting.name} sends session cookies over plain HTTP too; switch it on`,
      fixes: flipFix(value, setting.text, 'true', 'sign-in works over HTTPS only'),
    });
  },
});
