import { reachOf } from '../../knowledge/env/hosts.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { besides, settingOf } from '../../subjects/setting.ts';
import { defineRule, env, yaml } from '../contract.ts';

const MODE = /^((?:\w+_)?)(?:PG_?)?SSL_?MODE$/;
/** Encrypted, towards whoever answers; `verify-ca` and `verify-full` look who it is. MySQL calls it REQUIRED. */
const UNCHECKED = /^(?:require|required)$/i;
const HOSTS = ['HOST', 'HOSTNAME', 'SERVER', 'ADDR', 'ADDRESS'];

export default defineRule({
  id: 'env/tls-not-verified',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'needs a place on the network path that can answer for the database × gets its password and data',
  category: 'transport',
  profile: 'strict',
  stages: 'production',
  summary: 'The database connection is encrypted without looking who answers',
  why: 'With "require" libpq encrypts and takes any certificate, so somebody on the way can answer in the place of the database. "verify-full" compares the certificate with the name of the host. Said only where the host beside it is a public one.',
  references: [
    {
      name: 'PostgreSQL, protection provided in different modes',
      url: 'https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION',
    },
    { name: 'CWE-295', url: 'https://cwe.mitre.org/data/definitions/295.html' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        DB_HOST=db.acme.io
        DB_SSLMODE=require
      `,
    ],
    good: [
      env`
        DB_HOST=db.acme.io
        DB_SSLMODE=verify-full
      `,
      yaml`
        services:
          app:
            image: ghcr.io/acme/app:2.0.1
            environment:
              PGHOST: db
              PGSSLMODE: require
      `,
    ],
  },
  check(variable, report, context) {
    const setting = settingOf(variable, MODE);
    if (setting === undefined || !UNCHECKED.test(setting.text)) return;
    const prefix = MODE.exec(setting.key)?.[1] ?? '';
    const wanted = new Set([...HOSTS.map((word) => prefix + word), ...(prefix === '' ? ['PGHOST', 'PG_HOST'] : [])]);
    const host = besides(variable, context.all('setting')).find(({ key }) => wanted.has(key))?.value.resolved;
    if (host === undefined || reachOf(host.replace(/:\d+$/, '')) !== 'public') return;
    // MySQL writes its modes in upper case and with an underscore
    const safe = /^REQUIRED$/i.test(setting.text) ? 'VERIFY_IDENTITY' : 'verify-full';
    report({
      at: setting.at,
      message: `${setting.name} encrypts towards whoever answers for the database; set it to ${safe}`,
      fixes: setFix(setting.value, safe, 'the certificate must be valid for the host'),
    });
  },
});
