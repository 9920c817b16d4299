import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:HIBERNATE_(?:DDL_AUTO|HBM2DDL_AUTO)|HBM2DDL_AUTO|JPA_GENERATE_DDL_AUTO|HIBERNATE_ORM_DATABASE_GENERATION)$/;

export default defineRule({
  id: 'env/schema-changed-at-start',
  subject: 'setting',
  severity: 'high',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'The program changes or drops database tables when it starts',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (
      setting === undefined ||
      !/^(?:create|create-drop|create-only|drop|update|drop-and-create)$/i.test(setting.text)
    )
      return;
    const drops = !/^update$/i.test(setting.text);
    report({
      at: setting.at,
      severity: drops ? 'high' : 'medium',
      message: `${setting.name} ${drops ? 'deletes all tables' : 'alters tables'} at every start; set it to validate`,
      fixes: () => setFix(value, 'validate', 'migrations must be run separately'),
    });
  },
});
