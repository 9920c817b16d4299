import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /(?:^|_)LAST_ROTATION_UNIX$/;

export default defineRule({
  id: 'env/rotation-time-invalid',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'no attacker × key rotation is never noticed to be late',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'The time of the last key rotation cannot be read',
  why: 'The value must be seconds since 1970. Milliseconds, a date or a word make the key look fresh for ever or stop the server.',
  references: [{ name: 'NIST SP 800-57, cryptoperiods', url: 'https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final' }],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        ANGARABASE_TDE_LAST_ROTATION_UNIX=1760000000000
      `,
      env`
        KEY_LAST_ROTATION_UNIX=2025-10-09
      `,
    ],
    good: [
      env`
        ANGARABASE_TDE_LAST_ROTATION_UNIX=1760000000
      `,
      env`
        KEY_LAST_ROTATION_UNIX=
      `,
    ],
  },
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
