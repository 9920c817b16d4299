import { inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** How drivers and poolers call the size of the pool. */
const POOL =
  /^(?:pool_max_conns|connection_limit|pool_size|max_conns|max_connections|maxpoolsize|maximumpoolsize|pool_max|max_pool_size|pool)$/i;

export default defineRule({
  id: 'url/pool-size',
  subject: 'url',
  severity: 'low',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: { maximum: { default: 25, description: 'connections a URL may ask for' } },
  summary: 'Database URL asks for more connections than the checklist allows',
  fix: 'none',
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
