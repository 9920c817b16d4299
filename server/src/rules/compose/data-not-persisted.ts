import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ImageFacts } from '../../knowledge/images/image-facts.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import {
  DATA,
  isAuxiliary,
  isThrownAway,
  memoryOn,
  misplacedVolume,
  PARENT,
  postgresTarget,
  postgresVersion,
  targetOf,
  vendorDatabase,
} from '../../subjects/compose/data-mounts.ts';
import { addVolume, newTarget } from '../../subjects/compose/data-volume.ts';
import { mountPlace } from '../../subjects/compose/host-paths.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { factsOf, isJob, isTool, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { defineRule } from '../contract.ts';

/** Since 18 the volume is `/var/lib/postgresql`, before it was `…/data` (docker-library/postgres#1259). */
function checkPostgres(service: ComposeService, report: ReportFunction): boolean {
  const version = service.build === undefined ? postgresVersion(service.image?.value ?? '') : undefined;
  if (version === undefined || service.variable('PGDATA') !== undefined) return false;
  const mounts = service.mounts.filter(({ type }) => type === 'volume' || type === 'bind');
  const onData = mounts.find((mount) => targetOf(mount) === DATA);
  const onParent = mounts.find((mount) => targetOf(mount) === PARENT);
  const path = ['services', service.name, 'volumes', 'postgres'];
  if (version === 'newest' || version >= 18) {
    if (onData === undefined || onParent !== undefined) return false;
    report({
      at: mountPlace(onData),
      message: `PostgreSQL 18 and later in ${quoted(service.name)} keep no data here and refuse to start: mount ${PARENT}`,
      severity: version === 'newest' ? 'medium' : 'high',
      startFails: true,
      path,
    });
    return true;
  }
  if (onParent === undefined || onData !== undefined) return false;
  report({
    at: mountPlace(onParent),
    message: `PostgreSQL ${version} in ${quoted(service.name)} keeps its data in ${DATA}, not here: mount that`,
    path,
    fixes: fixIf(
      `Mount ${DATA} (the database starts empty: move the old data first)`,
      'behavior-changing',
      newTarget(onParent, DATA),
    ),
  });
  return true;
}

/** A volume is there, and the data is not in it. */
function checkPlace(service: ComposeService, facts: ImageFacts | undefined, report: ReportFunction): void {
  if (facts?.dataPaths === undefined || isTool(service) || service.get('user') !== undefined) return;
  const found = misplacedVolume(service, facts.dataPaths);
  if (found === undefined) return;
  const written = targetOf(found.mount) ?? '';
  report({
    at: mountPlace(found.mount),
    message: `${facts.name} in ${quoted(service.name)} keeps no data in ${written.slice(0, 24)}: mount ${found.target.slice(0, 24)}`,
    ...(facts.declaresVolume === true ? { severity: 'medium' as const } : {}),
    path: ['services', service.name, 'volumes', 'place'],
    fixes: fixIf(
      `Mount ${found.target} (it starts empty there: move the old data first)`,
      'behavior-changing',
      newTarget(found.mount, found.target),
    ),
  });
}

/** An image nothing is known of but its name: no mount at all keeps no data, wherever it lies. */
function checkVendor(service: ComposeService, report: ReportFunction, context: RuleContext): void {
  const database = factsOf(service) === undefined ? vendorDatabase(service) : undefined;
  if (database === undefined || context.stage === 'template' || service.get('volumes_from') !== undefined) return;
  if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, modelOf(context))) return;
  if (isTool(service) || !service.mounts.every((mount) => isAuxiliary(mount) && mount.type !== 'tmpfs')) return;
  if (service.entrypoint !== undefined || postgresVersion(service.image?.value ?? '') !== undefined) return;
  report({
    at: keyOf(service),
    message: `The ${database} database in ${quoted(service.name)} has no volume: after "down" it starts empty; mount its folder`,
    severity: 'medium',
    path: ['services', service.name, 'volumes', 'data'],
  });
}

function checkMissing(service: ComposeService, report: ReportFunction, context: RuleContext): void {
  const facts = factsOf(service);
  const target = facts?.dataPaths?.[0] ?? postgresTarget(service);
  if (target === undefined || context.stage === 'template' || !isKind(facts, 'datastore', 'object-store')) return;
  if (isKind(facts, 'cache') || !isWhole(service, context) || !runsInProduction(service)) return;
  if (isJob(service, modelOf(context)) || service.get('volumes_from') !== undefined) return;
  if (!service.mounts.every(isAuxiliary)) {
    checkPlace(service, facts, report);
    return;
  }
  if (isTool(service) || isThrownAway(service, target)) return;
  const inMemory = memoryOn(service, target);
  if (inMemory !== undefined) {
    report({
      at: mountPlace(inMemory),
      message: `${facts?.name ?? 'A database'} in ${quoted(service.name)} keeps its data in memory: each restart empties it; mount a volume`,
      severity: 'medium',
      path: ['services', service.name, 'volumes', 'data'],
    });
    return;
  }
  const keeps = facts?.declaresVolume === true;
  const { name, edits } = addVolume(service, modelOf(context), target);
  report({
    at: keyOf(service),
    message: keeps
      ? `${facts?.name} in ${quoted(service.name)} has no named volume: after "down" it starts empty; mount ${target}`
      : `${facts?.name ?? 'The data'} in ${quoted(service.name)} has no volume: "down" deletes its data; mount ${target}`,
    // the anonymous volume of the image stays on the host: the data is out of sight, not gone
    ...(keeps ? { severity: 'medium' as const } : {}),
    path: ['services', service.name, 'volumes', 'data'],
    fixes: fixIf(
      `Keep the data in a volume ${name} (what the old container holds is not moved)`,
      'behavior-changing',
      edits,
    ),
  });
}

export default defineRule({
  id: 'compose/data-not-persisted',
  subject: 'service',
  severity: 'high',
  category: 'limits',
  profile: 'recommended',
  stages: 'deployed',
  summary: 'Data of the service does not survive its container',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (checkPostgres(service, report)) return;
    checkMissing(service, report, context);
    checkVendor(service, report, context);
  },
});
