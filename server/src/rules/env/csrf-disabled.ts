import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { flipFix, inputFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const OFF_WHEN_FALSE =
  /(?:^|_)(?:CSRF|XSRF)(?:_PROTECTION|_CHECK|_VALIDATION)?(?:_ENABLED?)?$|(?:^|_)(?:ENABLE_(?:CSRF|XSRF)|(?:CSRF|XSRF)_PROTECT(?:ION)?)(?:_PROTECTION)?$/;
const OFF_WHEN_TRUE = /(?:^|_)(?:DISABLE_(?:CSRF|XSRF)(?:_PROTECTION|_CHECK)?|(?:CSRF|XSRF)_DISABLED?|SKIP_CSRF)$/;
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
      const title = `Name the origins in ${value.name}`;
      report({
        at: trusted.at,
        message: `${trusted.name} trusts forms of every site; name the origins`,
        fixes: inputFix(value, title, replaceItem(trusted.text, open, ORIGIN), ORIGIN),
      });
    }
    const off = settingOf(variable, OFF_WHEN_TRUE);
    const setting = off ?? settingOf(variable, OFF_WHEN_FALSE);
    if (setting === undefined || !(off === undefined ? isOff(setting.text) : isOn(setting.text))) return;
    report({
      at: setting.at,
      message: `${setting.name}: other sites can send requests as your users; switch the protection on`,
      fixes: flipFix(value, setting.text, 'true', 'forms must send the token'),
    });
  },
});
