import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:PASSWORD_MIN(?:IMUM)?_(?:LENGTH|LEN)|MIN(?:IMUM)?_PASSWORD_(?:LENGTH|LEN)|PASSWORD_LENGTH_MIN)$/;

export default defineRule({
  id: 'env/weak-password-policy',
  subject: 'setting',
  severity: 'low',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Users may choose passwords that are guessed',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    length: { default: 8, description: 'fewest characters of a password' },
  },
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const least = context.threshold('length');
    if (setting === undefined || !/^\d{1,4}$/.test(setting.text) || Number(setting.text) >= least) return;
    report({
      at: setting.at,
      message: `${setting.name} lets users choose passwords that are guessed in minutes; set at least ${least}`,
      fixes: () => setFix(value, String(least), 'new passwords must be longer'),
    });
  },
});
