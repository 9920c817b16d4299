import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { DATA, PARENT, placeInside, postgresVersion, targetOf } from '../../subjects/compose/data-mounts.ts';
import { mountPlace } from '../../subjects/compose/host-paths.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { factsOf, isJob, isTool, modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** What is mounted where a database server of this image keeps its data; `undefined` where that is not known. */
function dataOf(service: ComposeService, model: ComposeModel | undefined): ComposeMount | undefined {
  const facts = factsOf(service);
  if (!isKind(facts, 'datastore') || isTool(service) || isJob(service, model)) return undefined;
  const isPostgres = postgresVersion(service.image?.value ?? '') !== undefined || facts?.name === 'PostgreSQL';
  // below /bitnami each product has a folder of its own
  const paths = [...(facts?.dataPaths ?? []), ...(isPostgres ? [DATA, PARENT] : [])].filter(
    (path) => path !== '/bitnami',
  );
  return service.mounts.find(
    (mount) =>
      mount.readOnly === false &&
      mount.source?.value !== undefined &&
      mount.type !== 'tmpfs' &&
      paths.includes(targetOf(mount) ?? ''),
  );
}

function sourceOf({ source }: ComposeMount): string | undefined {
  return source?.value?.replace(/(?<=.)\/+$/, '');
}

/** Never started together: each has profiles, and none in common. */
function areAlternatives(one: ComposeService, other: ComposeService): boolean {
  return (
    one.profiles.length > 0 && other.profiles.length > 0 && !one.profiles.some((name) => other.profiles.includes(name))
  );
}

/** In a hostile file the rest is not compared. */
const MOST_SERVICES = 400;

export default defineRule({
  id: 'compose/shared-data-directory',
  subject: 'service',
  severity: 'high',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'Two database servers keep their data in one directory',
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    const services = model?.services ?? [];
    const mount = services.length > MOST_SERVICES ? undefined : dataOf(service, model);
    if (mount === undefined) return;
    const source = sourceOf(mount);
    for (const other of services) {
      if (other.name === service.name) return;
      const theirs = areAlternatives(service, other) ? undefined : dataOf(other, model);
      if (theirs?.type !== mount.type || sourceOf(theirs) !== source) continue;
      if (placeInside(service, mount) !== placeInside(other, theirs)) continue;
      report({
        at: mountPlace(mount),
        message: `${quoted(service.name)} and ${quoted(other.name)} share one data directory: give each server its own`,
        related: [{ at: mountPlace(theirs), message: 'The same directory' }],
        path: ['services', service.name, 'data'],
      });
      return;
    }
  },
});
