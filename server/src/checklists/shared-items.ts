import type { Check, Finder, Item, Selector } from './checklist.ts';
import { FRONT } from './front-proxies.ts';
import { against, asserted, env, evidence, nginx, rule } from './items.ts';

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

/** A superuser's name in a URL or in the variable that names the user. */
export const SUPERUSERS = ['root', 'postgres', 'sa', 'admin', 'neo4j', 'superuser', 'superadmin', 'sys', 'system'];

/** The user applications connect as. */
export function ordinaryUser(names: string): Check {
  return env(names, { notMatches: SUPERUSERS.join('|') });
}
