import { INEFFECTIVE } from '../../knowledge/env/ineffective.ts';
import { removeFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = new RegExp(`^(?:${INEFFECTIVE.map(({ key }) => key).join('|')})$`);

export default defineRule({
  id: 'env/setting-without-effect',
  subject: 'setting',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A setting does nothing',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const found = setting && INEFFECTIVE.find(({ key, text }) => key === setting.key && text.test(setting.text));
    if (setting === undefined || found === undefined) return;
    report({
      at: setting.at,
      message: `${setting.name} ${found.reason}`,
      fixes: () => removeFix(value, 'newer versions do not read it'),
    });
  },
});
