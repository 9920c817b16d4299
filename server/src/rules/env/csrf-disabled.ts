import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { turnsOff } from '../../knowledge/env/switch-name.ts';
import { flipFix, inputFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const SWITCH = /(?:^|_)(?:CSRF|XSRF)(?:_(?:PROTECT|PROTECTION|CHECK|VALIDATION))?(?:_(?:ENABLED?|DISABLED?))?$/;
const TRUSTED = /(?:^|_)CSRF_TRUSTED_ORIGINS$/;
const ORIGIN = 'https://app.example.com';

export default defineRule({
  id: 'env/csrf-disabled',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Protection against forged requests is switched off',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const trusted = settingOf(variable, TRUSTED);
    const open = trusted && listItems(trusted.text).find((item) => /^(?:\*|https?:\/\/\*|\*:\/\/\*)$/.test(item));
    if (trusted !== undefined && open !== undefined) {
      const title = `Name the origins in ${value.name} (forms of others are refused)`;
      report({
        at: trusted.at,
        message: `${trusted.name} trusts forms of every site; name the origins`,
        fixes: () => inputFix(value, title, replaceItem(trusted.text, open, ORIGIN), ORIGIN),
      });
    }
    const setting = settingOf(variable, SWITCH);
    if (setting === undefined || !turnsOff(setting.key, setting.text)) return;
    report({
      at: setting.at,
      message: `${setting.name}: other sites can send requests as your users; switch the protection on`,
      fixes: () => flipFix(value, setting.text, 'true', 'forms must send the token'),
    });
  },
});
