import { type Fix, fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { jobLimitOf } from '../../knowledge/images/job-limits.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { holdsEngine } from '../../subjects/compose/engine-socket.ts';
import { runsJobs } from '../../subjects/compose/grants.ts';
import { isLimited, limitPath, limitStyle, mixesSpellings } from '../../subjects/compose/limits.ts';
import { knownMemory } from '../../subjects/compose/memory-need.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** A number that was read somewhere, or a place to write one: nobody can say from a compose file what a program needs. */
function fixesFor(service: ComposeService, model: ComposeModel | undefined): readonly Fix[] {
  if (mixesSpellings(service)) return [];
  const path = limitPath('memory', limitStyle(service, model));
  const known = knownMemory(service);
  const name = quoted(service.name);
  return known === undefined
    ? fixIf(
        `Limit the memory of ${name} to what you measured`,
        'needs-input',
        setKey(service, path, { placeholder: 'SIZE' }),
      )
    : fixIf(
        `Limit ${name} to ${known} of memory, as its documents do (it is killed when it needs more)`,
        'behavior-changing',
        setKey(service, path, known),
      );
}

/** One service that nothing stands beside: it takes from nobody but the host. */
function isAlone(model: ComposeModel | undefined): boolean {
  return model?.services.length === 1 && model.includes.length === 0 && !model.isOverride;
}

/** Built here, with nothing mounted and nothing kept: a sample that shows how to build and start one program. */
function isSample(service: ComposeService): boolean {
  const isDeployed = ['replicas', 'restart_policy', 'placement'].some(
    (key) => service.get('deploy', key) !== undefined,
  );
  return service.build !== undefined && service.mounts.every(({ type }) => type === 'tmpfs') && !isDeployed;
}

/** What an application is written against. */
const APPLICATION_DATABASES: ReadonlySet<string> = new Set(['PostgreSQL', 'MySQL', 'MariaDB', 'MongoDB']);

/** A database alone on its own network: programs outside of any container speak to it, on the machine they are written on. */
function isForDevelopers(service: ComposeService, model: ComposeModel | undefined): boolean {
  const isLone = isAlone(model) && service.get('networks') === undefined;
  return isLone && APPLICATION_DATABASES.has(factsOf(service)?.name ?? '');
}

/** A stranger fills it up only where he reaches it, and it takes something away only where others live beside it. */
function starvesOthers(service: ComposeService, model: ComposeModel | undefined): boolean {
  return !isAlone(model) && !isKind(factsOf(service), 'admin-interface') && serviceReach(service, model) === 'everyone';
}

/** The jobs of a runner with the engine's socket are containers beside it: what it may take itself does not bind them. */
function startsJobsBeside(service: ComposeService, model: ComposeModel | undefined): boolean {
  return runsJobs(service) && holdsEngine(service, model);
}

function whatFollows(service: ComposeService, model: ComposeModel | undefined): string {
  if (!startsJobsBeside(service, model)) return ': one leak or flood starves the host; set one';
  const setting = jobLimitOf(service.image?.value);
  return `, and one does not bind its jobs: set both (${setting ?? 'its settings limit those'})`;
}

export default defineRule({
  id: 'compose/missing-resource-limits',
  subject: 'service',
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Service may take all memory of the host',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, model)) return;
    if (isLimited(service, 'memory') || (isAlone(model) && isSample(service))) return;
    if (isForDevelopers(service, model)) return;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} has no memory limit${whatFollows(service, model)}`,
      severity: starvesOthers(service, model) && !startsJobsBeside(service, model) ? 'medium' : 'low',
      path: ['services', service.name, 'limits'],
      fixes: () => fixesFor(service, model),
    });
  },
});
