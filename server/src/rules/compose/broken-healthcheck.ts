import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { replaceInScalar, replaceScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeCommand, ComposeHealthcheck } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';
import {
  formProblem,
  healthCheckValue,
  lackingProgram,
  lineOf,
  namesUnset,
  passesAnyway,
  workingCheck,
} from '../../subjects/compose/health.ts';
import { placeOf, quoted, settingKey } from '../../subjects/compose/names.ts';
import { at } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

const DURATIONS: readonly string[] = ['interval', 'timeout', 'start_period', 'start_interval'];

/** The test as written; a list over several lines is named by its key. */
function testPlace(service: ComposeService, { node }: ComposeCommand): Location {
  return node.kind === 'list' && !node.flow ? settingKey(service, 'healthcheck', 'test') : placeOf(node);
}

function checkProgram(service: ComposeService, healthcheck: ComposeHealthcheck, report: ReportFunction): boolean {
  const program = lackingProgram(service, healthcheck);
  if (program === undefined || healthcheck.test === undefined) return false;
  const working = workingCheck(service);
  report({
    at: testPlace(service, healthcheck.test),
    message: `The image of ${quoted(service.name)} has no ${program}: the check always fails; use what the image has`,
    path: ['services', service.name, 'healthcheck', 'program'],
    fixes: () =>
      working === undefined
        ? []
        : fixIf(
            `Check the health of ${quoted(service.name)} with ${working.test[1]?.split(' ')[0]} (its state changes)`,
            'behavior-changing',
            setKey(service, ['healthcheck'], healthCheckValue(working)),
          ),
  });
  return true;
}

function checkForm(service: ComposeService, { test }: ComposeHealthcheck, report: ReportFunction): void {
  if (test === undefined || test.style !== 'list' || test.words.some((word) => word.value === undefined)) return;
  const problem = formProblem(test.words);
  if (problem === undefined) return;
  const first = test.node.kind === 'list' ? test.node.items[0] : undefined;
  const single = problem.meant.length === 2 && test.words.length === 2;
  const edits: Edits =
    single && first?.kind === 'scalar'
      ? replaceScalar(first, 'CMD-SHELL')
      : setKey(service, ['healthcheck', 'test'], { flow: problem.meant });
  report({
    at: testPlace(service, test),
    message: `The health check of ${quoted(service.name)} ${problem.what}; use ${problem.meant[0]}`,
    path: ['services', service.name, 'healthcheck', 'test'],
    fixes: () =>
      namesUnset(service, test.words)
        ? []
        : fixIf(`Start the test with ${problem.meant[0]} (the check begins to work)`, 'behavior-changing', edits),
  });
}

function checkOutcome(service: ComposeService, healthcheck: ComposeHealthcheck, report: ReportFunction): void {
  const passes = passesAnyway(service, healthcheck);
  if (healthcheck.test === undefined || passes === undefined) return;
  report({
    at: testPlace(service, healthcheck.test),
    message: `The health check of ${quoted(service.name)} ${passes}`,
    severity: 'low',
    path: ['services', service.name, 'healthcheck', 'outcome'],
  });
}

/** `$POSTGRES_USER` that Compose replaces by nothing although the container has a variable of that name. */
function checkDollars(service: ComposeService, { test }: ComposeHealthcheck, report: ReportFunction): void {
  for (const [i, word] of (test?.words ?? []).entries()) {
    for (const reference of word.references) {
      const own = service.environment.find((keyed) => keyed.name === reference.name);
      const isFixed = own?.value !== undefined && own.value.references.length === 0;
      if (!isFixed || reference.operator !== '' || reference.resolved !== undefined) continue;
      const item = test?.node.kind === 'list' ? test.node.items[i] : test?.node;
      const edits = item?.kind === 'scalar' ? replaceInScalar(item, at(reference.span.start), '$') : undefined;
      report({
        at: { uri: word.uri, span: reference.span },
        message: `Compose replaces $${reference.name} before the container sees it: write $$${reference.name}`,
        path: ['services', service.name, 'healthcheck', reference.name],
        fixes: () => fixIf(`Write $$${reference.name} (the container's own value is used)`, 'behavior-changing', edits),
      });
    }
  }
}

function checkDurations(service: ComposeService, report: ReportFunction): void {
  for (const name of DURATIONS) {
    const node = service.scalar('healthcheck', name);
    if (node?.value === undefined || !/^[1-9]\d{0,8}$/.test(node.value)) continue;
    const edits = node.references.length > 0 ? undefined : replaceScalar(node, `${node.value}s`);
    report({
      at: placeOf(node),
      message: `${name} of ${quoted(service.name)} has no unit: Compose refuses it; write ${node.value}s`,
      path: ['services', service.name, 'healthcheck', name],
      fixes: () => fixIf(`Write ${node.value}s (the file loads again)`, 'behavior-changing', edits),
    });
  }
}

/** ZooKeeper answers only `srvr` unless the list of four-letter words says more (since 3.5.3). */
function checkZooKeeper(service: ComposeService, healthcheck: ComposeHealthcheck, report: ReportFunction): void {
  if (service.image?.repository !== 'zookeeper' || service.build !== undefined || healthcheck.test === undefined)
    return;
  if (!service.environmentComplete || service.variable('ZOO_4LW_COMMANDS_WHITELIST') !== undefined) return;
  const word = /\b(?:ruok|mntr|stat)\b/.exec(lineOf(healthcheck))?.[0];
  if (word === undefined || service.mounts.some((mount) => mount.target?.value?.startsWith('/conf'))) return;
  report({
    at: testPlace(service, healthcheck.test),
    message: `ZooKeeper in ${quoted(service.name)} answers only srvr: the check always fails; send srvr or allow ${word}`,
    path: ['services', service.name, 'healthcheck', 'zookeeper'],
  });
}

export default defineRule({
  id: 'compose/broken-healthcheck',
  subject: 'service',
  severity: 'medium',
  category: 'observability',
  profile: 'recommended',
  stages: 'any',
  summary: 'Health check cannot work, or cannot fail, as it is written',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    const { healthcheck } = service;
    if (healthcheck === undefined || healthcheck.disabled) return;
    if (!checkProgram(service, healthcheck, report)) {
      checkForm(service, healthcheck, report);
      checkOutcome(service, healthcheck, report);
    }
    checkDollars(service, healthcheck, report);
    checkDurations(service, report);
    checkZooKeeper(service, healthcheck, report);
  },
});
