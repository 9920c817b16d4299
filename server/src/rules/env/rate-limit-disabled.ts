import { turnsOff } from '../../knowledge/env/switch-name.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { flipFix, setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const LIMIT = 'RATE_?LIMIT(?:S|ER|ERS|ING)?|THROTTL(?:E|ING|ER)|LOCKOUT|ACCOUNT_LOCKOUT|BRUTE_FORCE_PROTECTION';
const SWITCH = new RegExp(
  `(?:^|_)(?:(?:${LIMIT})(?:_(?:GLOBAL|LOGIN|API|AUTH))?_(?:EN|DIS)ABLED?|(?:ENABLE|DISABLE|SKIP|NO|BYPASS|IGNORE)_(?:${LIMIT})|RATE_?LIMIT(?:ING)?)$`,
);
/** Of these the name says that it guards a login; a plain limit is against floods first, and a proxy often has one. */
const GUARDS_LOGIN = /LOGIN|AUTH|LOCKOUT|BRUTE_FORCE/;
const ATTEMPTS =
  /(?:^|_)(?:MAX_(?:LOGIN|FAILED|FAILED_LOGIN|AUTH)_ATTEMPTS|LOGIN_MAX_ATTEMPTS|(?:LOGIN_|FAILED_)ATTEMPTS?_LIMIT|LOCKOUT_(?:THRESHOLD|ATTEMPTS|MAX_ATTEMPTS))$/;

export default defineRule({
  id: 'env/rate-limit-disabled',
  subject: 'setting',
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Rate limiting or account lockout is switched off',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    loginAttempts: { default: 10, description: 'failed sign-ins before an account is locked' },
  },
  check(variable, report, context) {
    const { value } = variable;
    const attempts = settingOf(variable, ATTEMPTS);
    if (attempts !== undefined) {
      const most = context.threshold('loginAttempts');
      const count = /^-?\d{1,6}$/.test(attempts.text) ? Number(attempts.text) : undefined;
      if (count === undefined || (count > 0 && count <= most)) return;
      const message = `${attempts.name} lets passwords be guessed without end; lock after ${most} attempts`;
      report({
        at: attempts.at,
        severity: count > 0 ? 'low' : 'medium',
        message,
        fixes: () => setFix(value, String(most), 'users are locked out sooner'),
      });
      return;
    }
    const setting = settingOf(variable, SWITCH);
    if (setting === undefined || !turnsOff(setting.key, setting.text)) return;
    const guards = GUARDS_LOGIN.test(setting.key);
    const severity = severityAt(value, context, guards ? 'medium' : 'low');
    if (severity === undefined) return;
    report({
      at: setting.at,
      severity,
      message: guards
        ? `${setting.name}: passwords can be guessed without end; switch the limit on`
        : `${setting.name}: one client can flood the service; switch the limit on, or set one in the proxy`,
      fixes: () => flipFix(value, setting.text, 'true', 'busy clients are refused'),
    });
  },
});
