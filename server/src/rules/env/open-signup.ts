import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const OPENS =
  /(?:^|_)(?:SIGN_?UPS?_ALLOWED|ALLOW_SIGN_?UPS?|ALLOW_SIGN_UP|ALLOW_(?:PUBLIC_)?REGISTRATION|ENABLE_SIGN_?UP|ENABLE_REGISTRATION|REGISTRATION_ENABLED|OPEN_REGISTRATION|ENABLE_ANONYMOUS_USERS|ENABLE_(?:EMAIL|PHONE)_AUTOCONFIRM)$/;
const CLOSES = /(?:^|_)(?:DISABLE_SIGN_?UPS?|DISABLE_REGISTRATION|SIGN_?UPS?_DISABLED|REGISTRATION_DISABLED)$/;

export default defineRule({
  id: 'env/open-signup',
  subject: 'setting',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Anybody may create an account',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const opens = settingOf(variable, OPENS);
    const setting = opens ?? settingOf(variable, CLOSES);
    if (setting === undefined || !(opens === undefined ? isOff(setting.text) : isOn(setting.text))) return;
    const message = `${setting.name} lets strangers create accounts; switch it unless the service is public`;
    report({ at: setting.at, message, fixes: flipFix(value, setting.text, 'false', 'new users need an invitation') });
  },
});
