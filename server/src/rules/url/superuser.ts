import { inFileOf } from '../../subjects/setting.ts';
import { defineRule, env, toml } from '../contract.ts';

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
  severityBecause: 'A foothold in the application gets an easier next step: the whole server instead of one database.',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: "Application connects as the database's superuser",
  why: 'An injection in the application then reads every database of the server, changes roles and, in PostgreSQL, runs programs on its host. An account of its own with the rights it needs keeps the damage to one database.',
  references: [
    {
      name: 'OWASP Database Security Cheat Sheet',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Database_Security_Cheat_Sheet.html',
    },
    { name: 'CWE-250: Execution with Unnecessary Privileges', url: 'https://cwe.mitre.org/data/definitions/250.html' },
  ],
  fix: 'none',
  examples: {
    bad: [
      env`
        DATABASE_URL=postgres://postgres:\${DB_PASSWORD}@db:5432/app
      `,
      toml`
        [database]
        url = "mysql://root:\${DB_PASSWORD}@db/app"
      `,
    ],
    good: [
      env`
        DATABASE_URL=postgres://app:\${DB_PASSWORD}@db:5432/app
      `,
      toml`
        [site]
        url = "https://admin@example.net/"
      `,
    ],
  },
  check(url, report) {
    const { user } = url;
    if (user === undefined) return;
    const match = SUPERUSERS.find(([scheme]) => scheme.test(url.scheme));
    if (match === undefined || !match[1].test(user.text)) return;
    const name = url.value.name.length > 40 ? `${url.value.name.slice(0, 39)}…` : url.value.name;
    report({
      at: inFileOf(url.value, user.span),
      message: `${name} connects as superuser '${user.text}': an injection owns the server; use an account of its own`,
    });
  },
});
