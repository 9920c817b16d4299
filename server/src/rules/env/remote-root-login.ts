import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /^(?:MYSQL|MARIADB)_ROOT_HOST$/;

export default defineRule({
  id: 'env/remote-root-login',
  subject: 'setting',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'The database administrator may sign in from everywhere',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !(setting.text === '%')) return;
    report({
      at: setting.at,
      message: `${setting.name} offers the root account to every host; set it to localhost`,
      fixes: () =>
        setFix(value, 'localhost', 'root signs in inside the container only; an existing database keeps its accounts'),
    });
  },
});
