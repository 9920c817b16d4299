import { inFileOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

/** How drivers and poolers call the size of the pool. */
const POOL =
  /^(?:pool_max_conns|connection_limit|pool_size|max_conns|max_connections|maxpoolsize|maximumpoolsize|pool_max|max_pool_size|pool)$/i;

export default defineRule({
  id: 'url/pool-size',
  subject: 'url',
  severity: 'low',
  severityBecause: 'Hygiene that prevents an outage: connections run out under load.',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: { maximum: { default: 25, description: 'connections a URL may ask for' } },
  summary: 'Database URL asks for more connections than the checklist allows',
  why: 'PostgreSQL gives each connection a process; a hundred is its default limit for all clients together. A pool that may take more than its share locks the others out under load.',
  references: [
    {
      name: 'PostgreSQL: max_connections',
      url: 'https://www.postgresql.org/docs/current/runtime-config-connection.html',
    },
  ],
  fix: 'none',
  examples: {
    bad: [
      env`
        DATABASE_URL=postgres://app@db/app?sslmode=require&pool_max_conns=200
      `,
    ],
    good: [
      env`
        DATABASE_URL=postgres://app@db/app?sslmode=require&pool_max_conns=25
      `,
      env`
        SITE_URL=https://example.net/?pool_size=500
      `,
    ],
  },
  check(url, report, context) {
    if (!/^(postgres|postgresql|mysql|mariadb|mongodb)\b/.test(url.scheme)) return;
    for (const { name, value } of url.query) {
      if (value === undefined || !POOL.test(name.text) || !/^\d{1,6}$/.test(value.text)) continue;
      const size = Number(value.text);
      const maximum = context.threshold('maximum');
      if (size <= maximum) continue;
      const shown = url.value.name.length > 36 ? `${url.value.name.slice(0, 35)}…` : url.value.name;
      report({
        at: inFileOf(url.value, value.span),
        message: `${shown} may open ${size} connections (limit ${maximum}) and lock other clients out; lower it`,
      });
    }
  },
});
