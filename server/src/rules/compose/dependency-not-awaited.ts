import { type Fix, fixIf } from '../../finding/fix.ts';
import { setEntry, setKey } from '../../formats/compose/edit/edit.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeName } from '../../formats/compose/model/parts.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { commandLine } from '../../subjects/compose/command-words.ts';
import { healthCheckValue, workingCheck } from '../../subjects/compose/health.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { comesBack } from '../../subjects/compose/restart.ts';
import { factsOf, isJob, isTool, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { isStack } from '../../subjects/compose/stack.ts';
import { defineRule } from '../contract.ts';

/** The command waits by itself. */
const WAITS = /wait[-_]?for|wait-on|dockerize|\buntil\b|pg_isready|\bnc -z/i;

/**
 * Connection poolers and proxies of databases open a server connection when a client asks for one, and try again. Read for PgBouncer
 * (server_login_retry: github.com/pgbouncer/pgbouncer/issues/872), ProxySQL (https://www.proxysql.com/documentation/backend-monitoring) and
 * MaxScale (https://mariadb.com/docs/server/ref/mxs/module-parameters/delayed_retry); the others are poolers of PostgreSQL by what they say
 * of themselves, their retries were not looked up.
 */
const POOLERS: ReadonlySet<string> = new Set([
  'pgbouncer',
  'pgdog',
  'pgcat',
  'pgpool',
  'pgpool2',
  'odyssey',
  'supavisor',
  'proxysql',
  'maxscale',
]);

/** Whether the image or, where it is built here, the service is called as a pooler is. */
function isPooler({ name, image }: ComposeService): boolean {
  const words = (image?.repository ?? name).toLowerCase().split(/[/_-]/);
  return words.some((word) => POOLERS.has(word));
}

/** Only that the container was started is waited for. */
function isStartOnly({ options }: ComposeName): boolean {
  if (options === undefined) return true;
  const condition = options.get('condition');
  return condition === undefined || (condition.kind === 'scalar' && condition.value === 'service_started');
}

/** Servers that need seconds before they answer; a cache is there at once. */
function isSlow(other: ComposeService): boolean {
  const facts = factsOf(other);
  return isKind(facts, 'datastore', 'search', 'queue') && !isKind(facts, 'cache', 'object-store') && !isTool(other);
}

function fixFor(service: ComposeService, { options }: ComposeName, other: ComposeService): readonly Fix[] {
  const check = other.healthcheck === undefined ? workingCheck(other) : undefined;
  if (options === undefined || (other.healthcheck === undefined && check === undefined)) return [];
  const wait = setEntry(options, ['condition'], 'service_healthy');
  const checked = check === undefined ? [] : setKey(other, ['healthcheck'], healthCheckValue(check));
  return fixIf(
    `Start ${quoted(service.name)} when ${quoted(other.name)} is healthy (not at all while it is not)`,
    'behavior-changing',
    wait === undefined || checked === undefined ? undefined : [...wait, ...checked],
  );
}

export default defineRule({
  id: 'compose/dependency-not-awaited',
  subject: 'service',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'Service starts before the database it depends on answers',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!runsInProduction(service) || isStack(model) || WAITS.test(commandLine(service))) return;
    if (isKind(factsOf(service), 'admin-interface') || isPooler(service)) return;
    for (const dependency of service.dependsOn) {
      const other = model?.service(dependency.name);
      if (other === undefined || !other.complete || !isStartOnly(dependency) || !isSlow(other)) continue;
      if (isJob(other, model) || other.healthcheck?.disabled === true) continue;
      // without a check to wait for, being started again until it works is a way, too
      if (other.healthcheck === undefined && comesBack(service) === true) continue;
      const how =
        other.healthcheck === undefined ? 'give it a health check and wait for it' : 'wait for service_healthy';
      report({
        at: placeOf(dependency),
        message: `${quoted(service.name)} starts before ${quoted(other.name)} answers: ${how}`,
        path: ['services', service.name, 'depends_on', other.name],
        fixes: fixFor(service, dependency, other),
      });
    }
  },
});
