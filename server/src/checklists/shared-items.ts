import type { Check, Finder, Item, Selector } from './checklist.ts';
import { FRONT } from './front-proxies.ts';
import { against, asserted, env, evidence, inFavour, NAMES, nginx, rule } from './items.ts';

/** Items that several built-in checklists have. */

/** nginx stops sending requests to a server after `max_fails` (1 by itself); Traefik asks a path. */
export function balancerHealth(id: string, source: string, title: string): Item {
  return asserted(
    id,
    source,
    title,
    nginx('server', { notMatches: '*max_fails=0*' }, 'upstreams'),
    ...FRONT.health,
    against(rule(['compose/broken-healthcheck'], { services: 'all' })),
  );
}

/** Programs whose backups are never in clear, and the settings of those whose may be. */
export const ENCRYPTED_BACKUPS: readonly Check[] = [
  evidence({ services: '*restic*|*borg*|*kopia*|*duplicati*' }),
  evidence({ env: 'GPG_PASSPHRASE|AGE_PASSPHRASE|*BACKUP*PASSPHRASE|RESTIC_PASSWORD|BORG_PASSPHRASE' }),
];

/** What collects the logs of all containers, or takes them from the engine. */
export const LOG_COLLECTORS: readonly Finder[] = [
  {
    services: '*promtail*|*filebeat*|*fluent*|*vector*|*logspout*|*grafana/alloy*|*logstash*|*datadog*agent*|*dozzle*',
  },
  { compose: 'logging.driver', value: 'fluentd|gelf|splunk|syslog|awslogs|gcplogs|loki*|journald' },
];

/** Only where nothing collects the logs are they lost with the container: a driver of `none` ends them. */
export function logsCollected(id: string, source: string, title: string, services: Selector): Item {
  return {
    id,
    source,
    title,
    kind: 'evidence',
    checks: [against(rule(['compose/logging-disabled'], services)), ...LOG_COLLECTORS.map((find) => evidence(find))],
  };
}

/** Images that do nothing but backups: what their variables mean is theirs. */
const BACKUP_IMAGES = '*backup*|*restic*|*borg*|*wal-g*|*pgbackrest*';

export const DAILY_BACKUP: readonly Check[] = [
  env(NAMES.backupSchedule, { format: 'daily' }),
  env('SCHEDULE|CRON_SCHEDULE|CRON*', { format: 'daily' }, undefined, { of: BACKUP_IMAGES }),
];

/** Where backups go besides the server. The bucket of an application is none for backups. */
export const OFFSITE_BACKUP: readonly Check[] = [
  env('*BACKUP*BUCKET*|*BACKUP*S3*', { present: true, not: 'your-bucket' }),
  env('*BUCKET*|RESTIC_REPOSITORY', { present: true, not: 'your-bucket' }, undefined, { of: BACKUP_IMAGES }),
];

/** The audit log is switched on, or has a place to go; how long it is kept says nothing of that. */
export const AUDIT_ON: readonly Check[] = [
  against(rule(['env/audit-disabled'], { env: '*AUDIT*' })),
  against(rule(['toml/audit-disabled'], { toml: '*audit*' })),
  env('*AUDIT*ENABLE*|*AUDIT_LOG|*AUDIT_LOGGING', { equals: 'true' }),
  inFavour(env('*AUDIT*LOG*PATH|*AUDIT*LOG*FILE', { present: true })),
];

/** A superuser's name in a URL or in the variable that names the user. */
const SUPERUSERS = ['root', 'postgres', 'sa', 'admin', 'neo4j', 'superuser', 'superadmin', 'sys', 'system'];

/** URLs in which no superuser connects. */
export function ordinaryUrl(names: string): Check {
  return env(names, { notMatches: SUPERUSERS.flatMap((user) => [`*://${user}:*`, `*://${user}@*`]).join('|') });
}

/** The user applications connect as. */
export function ordinaryUser(names: string): Check {
  return env(names, { notMatches: SUPERUSERS.join('|') });
}
