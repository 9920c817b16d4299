import { imageFacts } from '../../knowledge/images/lookup.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { managesItsDatabase } from '../../subjects/manages-database.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** The login an application uses; `POSTGRES_USER`, `MYSQL_USER` and the like are read by the servers themselves. */
const KEYS = /(?:^|_)(?:DB|DATABASE|DATASOURCE)_?(?:USER|USERNAME|USER_NAME)$/;
const ACCOUNTS: ReadonlyMap<string, string> = new Map([
  ['root', 'MySQL'],
  ['postgres', 'PostgreSQL'],
  ['sa', 'SQL Server'],
]);

/** MariaDB took over the account of MySQL: which of them it is the images of the project say. */
function serverOf(product: string, context: RuleContext): string {
  if (product !== 'MySQL') return product;
  const names = context
    .all('service')
    .map(({ build, image }) => (build === undefined ? imageFacts(image?.value)?.name : undefined) ?? '');
  const isMariaDb = names.some((name) => name.startsWith('MariaDB')) && !names.includes('MySQL');
  return isMariaDb ? 'MariaDB' : product;
}

export default defineRule({
  id: 'env/superuser',
  subject: 'setting',
  severity: 'low',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: "Application logs in as the database's superuser",
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const setting = settingOf(variable, KEYS);
    const product = setting && ACCOUNTS.get(setting.text.toLowerCase());
    if (setting === undefined || product === undefined || /(?:^|_)TEST_/.test(setting.key)) return;
    if (managesItsDatabase(setting.value, context)) return;
    report({
      at: setting.at,
      message: `${setting.name} is the superuser of ${serverOf(product, context)}: an injection owns the server; use an account of its own`,
    });
  },
});
