import { managesItsDatabase } from '../../subjects/manages-database.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** The account that may do everything, by scheme. */
const SUPERUSERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(postgres|postgresql|postgis|pgsql)\b/, /^postgres$/i],
  [/^(mysql|mysql2|mariadb)\b/, /^root$/i],
  [/^(mongodb)\b/, /^(root|admin)$/i],
  [/^(sqlserver|mssql)\b/, /^sa$/i],
  [/^(neo4j|bolt)\b/, /^neo4j$/i],
  [/^(amqps?)\b/, /^(guest|admin|root)$/i],
  [/^(cockroachdb|cockroach)\b/, /^root$/i],
];

export default defineRule({
  id: 'url/superuser',
  subject: 'url',
  severity: 'low',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: "Application connects as the database's superuser",
  fix: 'none',
  check(url, report, context) {
    const { user } = url;
    if (user === undefined) return;
    // a setting of tests says so itself
    if (/(?:^|_)TEST(?:_|$)/.test(url.value.name)) return;
    const match = SUPERUSERS.find(([scheme]) => scheme.test(url.scheme));
    if (match === undefined || !match[1].test(user.text) || managesItsDatabase(url.value, context)) return;
    const name = url.value.name.length > 40 ? `${url.value.name.slice(0, 39)}…` : url.value.name;
    report({
      at: inFileOf(url.value, user.span),
      message: `${name} connects as superuser '${user.text}': an injection owns the server; use an account of its own`,
    });
  },
});
