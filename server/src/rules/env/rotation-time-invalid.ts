import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)LAST_ROTATION_UNIX$/;

export default defineRule({
  id: 'env/rotation-time-invalid',
  subject: 'setting',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'The time of the last key rotation cannot be read',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || setting.text === '' || /^\d{9,10}$/.test(setting.text)) return;
    const isMilliseconds = /^\d{13}$/.test(setting.text);
    report({
      at: setting.at,
      message: `${setting.name} is ${isMilliseconds ? 'in milliseconds' : 'no Unix time'}, so a late rotation is not noticed; write seconds`,
      fixes: isMilliseconds ? setFix(value, setting.text.slice(0, 10), 'the age of the key is known') : [],
    });
  },
});
