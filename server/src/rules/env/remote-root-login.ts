import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /^(?:MYSQL|MARIADB)_ROOT_HOST$/;

export default defineRule({
  id: 'env/remote-root-login',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'needs a network reach of the database and the password × gets the whole data set',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'The database administrator may sign in from everywhere',
  why: 'With `%` the root account is offered to every host that reaches the port. Root is needed inside the container only.',
  references: [{ name: 'MySQL image, MYSQL_ROOT_HOST', url: 'https://hub.docker.com/r/mysql/mysql-server' }],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        MYSQL_ROOT_HOST=%
      `,
      env`
        MARIADB_ROOT_HOST='%'
      `,
    ],
    good: [
      env`
        MYSQL_ROOT_HOST=localhost
      `,
      env`
        MYSQL_HOST=%
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !(setting.text === '%')) return;
    report({
      at: setting.at,
      message: `${setting.name} offers the root account to every host; set it to localhost`,
      fixes: setFix(value, 'localhost', 'root signs in inside the container only'),
    });
  },
});
