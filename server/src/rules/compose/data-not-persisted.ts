import { appendItem, type ComposeEdit, type Edits, replaceInScalar, setEntry } from '../../formats/compose/edit.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model.ts';
import type { ComposeMount } from '../../formats/compose/parts.ts';
import { isWithin } from '../../knowledge/host-paths.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { areDisjoint } from '../../text/edit.ts';
import { defineRule, fixIf, type ReportFunction, type RuleContext, yaml } from '../contract.ts';
import { DATA, isAuxiliary, PARENT, postgresTarget, postgresVersion, targetOf } from './service/data-mounts.ts';
import { mountPlace } from './service/host-paths.ts';
import { keyOf, quoted } from './service/names.ts';
import { factsOf, isJob, isWhole, modelOf, runsInProduction } from './service/role.ts';

function newTarget(mount: ComposeMount, path: string): Edits {
  const { target, node } = mount;
  return target !== undefined && node.kind === 'scalar' ? replaceInScalar(node, target.span, path) : undefined;
}

/** Since 18 the volume is `/var/lib/postgresql`, before it was `…/data` (docker-library/postgres#1259). */
function checkPostgres(service: ComposeService, report: ReportFunction): boolean {
  const version = service.build === undefined ? postgresVersion(service.image?.value ?? '') : undefined;
  if (version === undefined || service.variable('PGDATA') !== undefined) return false;
  const mounts = service.mounts.filter((mount) => mount.type === 'volume' || mount.type === 'bind');
  const onData = mounts.find((mount) => targetOf(mount) === DATA);
  const onParent = mounts.find((mount) => targetOf(mount) === PARENT);
  const path = ['services', service.name, 'volumes', 'postgres'];
  if (version === 'newest' || version >= 18) {
    if (onData === undefined || onParent !== undefined) return false;
    report({
      at: mountPlace(onData),
      message: `PostgreSQL 18 and later in ${quoted(service.name)} keep no data here and refuse to start: mount ${PARENT}`,
      severity: version === 'newest' ? 'medium' : 'high',
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

function addVolume(
  service: ComposeService,
  model: ComposeModel | undefined,
  target: string,
): { name: string; edits: Edits } {
  const name = `${service.name}-data`;
  if (model?.root === undefined || model.volumes.some((volume) => volume.name === name))
    return { name, edits: undefined };
  const mount = appendItem(service, ['volumes'], `${name}:${target}`);
  const definition = setEntry(model.root, ['volumes', name], null);
  if (mount === undefined || definition === undefined) return { name, edits: undefined };
  return { name, edits: together(mount, definition) };
}

/** Both at once; in the last service of a file they are inserted at the same place, the item first. */
function together(item: readonly ComposeEdit[], definition: readonly ComposeEdit[]): Edits {
  const edits = [...item, ...definition];
  if (areDisjoint(edits)) return edits;
  const [first, second] = edits;
  if (first === undefined || second === undefined || edits.length !== 2) return undefined;
  const inserts =
    first.span.start === second.span.start && first.span.end === second.span.end && first.span.start === first.span.end;
  return inserts && first.uri === second.uri ? [{ ...first, newText: first.newText + second.newText }] : undefined;
}

function checkMissing(service: ComposeService, report: ReportFunction, context: RuleContext): void {
  const facts = factsOf(service);
  const target = facts?.dataPaths?.[0] ?? postgresTarget(service);
  if (target === undefined || context.stage === 'template' || !isKind(facts, 'datastore', 'object-store')) return;
  if (
    isKind(facts, 'cache') ||
    !isWhole(service, context) ||
    !runsInProduction(service) ||
    isJob(service, modelOf(context))
  )
    return;
  if (!service.mounts.every(isAuxiliary) || service.get('volumes_from') !== undefined) return;
  // a file system in memory on the data path is meant
  if (
    service.mounts.some(
      (mount) => mount.type === 'tmpfs' && targetOf(mount) !== undefined && isWithin(target, targetOf(mount) ?? ''),
    )
  )
    return;
  const { name, edits } = addVolume(service, modelOf(context), target);
  report({
    at: keyOf(service),
    message: `${facts?.name ?? 'The data'} in ${quoted(service.name)} has no volume: "down" deletes its data; mount ${target}`,
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
  severityBecause: 'Nobody is needed: an ordinary update or "down" takes the data of one service.',
  category: 'limits',
  profile: 'recommended',
  stages: 'deployed',
  summary: 'Data of the service does not survive its container',
  why: 'Data outside a named volume or bind mount goes with the container: `docker compose down`, a new image, another host. Mounting the wrong folder is worse, because it looks right: PostgreSQL moved its data folder in version 18, and a volume one level too high holds nothing.',
  references: [
    {
      name: 'Docker Official Image: postgres, PGDATA',
      url: 'https://github.com/docker-library/docs/blob/master/postgres/README.md',
    },
    {
      name: 'Docker: volumes',
      url: 'https://docs.docker.com/engine/storage/volumes/',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          db:
            image: mysql:8.4
      `,
      yaml`
        services:
          db:
            image: postgres:16.4
            volumes:
              - db:/var/lib/postgresql
        volumes:
          db:
      `,
    ],
    good: [
      yaml`
        services:
          db:
            image: postgres:16.4
            volumes:
              - db:/var/lib/postgresql/data
        volumes:
          db:
      `,
      yaml`
        services:
          db:
            image: mysql:8.4
            tmpfs:
              - /var/lib/mysql
      `,
    ],
  },
  check(service, report, context) {
    if (!checkPostgres(service, report)) checkMissing(service, report, context);
  },
});
