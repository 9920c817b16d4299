import { PROTECTIONS } from '../../knowledge/env/protections.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** One look before the table: most variables are none of these. */
const ANY_OF_THEM = new RegExp(PROTECTIONS.map(({ key }) => key.source).join('|'));

export default defineRule({
  id: 'env/protection-disabled',
  subject: 'setting',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'deployed',
  summary: 'A product’s own protection is switched off',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, ANY_OF_THEM);
    const found = setting && PROTECTIONS.find(({ key, bad }) => key.test(setting.key) && bad.test(setting.text));
    if (setting === undefined || found === undefined) return;
    report({
      at: setting.at,
      severity: found.severity,
      message: `${setting.name} ${found.risk}; set it to ${found.safe}`,
      fixes: () => (found.price === undefined ? [] : setFix(value, found.safe, found.price)),
    });
  },
});
