import type { RuleContext } from '../../subjects/context.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const PLACE =
  '(?:HOST|IP|BIND|BIND_?ADDR(?:ESS)?|BIND_(?:HOST|IP)|ADDR(?:ESS)?|LISTEN|LISTEN_(?:ADDR(?:ESS(?:ES)?)?|HOST|IP)|INTERFACE)';
/** What is for operators alone. A plain `HOST` or `APP_HOST` is the program's own door. */
const MANAGEMENT = new RegExp(
  `(?:^|_)(?:ADMIN|MANAGEMENT|MGMT|METRICS|PROMETHEUS|PPROF|DEBUG|DEBUGGER|INSPECTOR|PROFILER|ADMIN_API|ADMIN_UI|CONSOLE|DASHBOARD)_${PLACE}$`,
);
/** `REDIS_HOST` is where a client connects; only words about listening say where the server answers. */
const DATASTORE =
  /^(?:POSTGRES(?:QL)?|PG|MYSQL|MARIADB|REDIS|VALKEY|MONGO(?:DB)?|MEMCACHED|ELASTICSEARCH|OPENSEARCH|ETCD|CLICKHOUSE)_(?:BIND|BIND_?ADDR(?:ESS)?|BIND_(?:HOST|IP)|LISTEN(?:_ADDR(?:ESS(?:ES)?)?|_HOST|_IP)?)$/;
const KEYS = new RegExp(`${MANAGEMENT.source}|${DATASTORE.source}`);
/** Every address: `0.0.0.0`, `::`, `*`, also before a port; Go programs write `:9090`. */
const EVERYWHERE = /^((?:\w+:\/\/)?)(?:0\.0\.0\.0|\[::\]|::|\*|(?=:\d))(:\d{1,5})?$/;

export default defineRule({
  id: 'env/management-on-all-addresses',
  subject: 'setting',
  severity: 'medium',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'An interface for operators or a database answers on every address',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose'],
  check(variable, report, context) {
    const setting = settingOf(variable, KEYS);
    const match = setting && EVERYWHERE.exec(setting.text);
    if (setting === undefined || !match || isInsideContainer(setting, context)) return;
    report({
      at: setting.at,
      message: `${setting.name} answers on every address, often without a login; bind it to 127.0.0.1`,
      fixes: () =>
        setFix(
          setting.value,
          `${match[1] ?? ''}127.0.0.1${match[2] ?? ''}`,
          'everything outside this machine or container loses access',
        ),
    });
  },
});

/** A container has its own addresses: what it opens is decided by `ports`, unless it shares the host's network. */
function isInsideContainer(setting: Setting, context: RuleContext): boolean {
  const { place, owner } = setting.value;
  if (place !== 'compose-environment') return false;
  return (
    context
      .all('service')
      .find(({ name }) => name === owner)
      ?.text('network_mode') !== 'host'
  );
}
