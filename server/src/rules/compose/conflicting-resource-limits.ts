import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { removeKey } from '../../formats/compose/edit/remove.ts';
import { replaceScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { numberAt, SPELLINGS } from '../../subjects/compose/limits.ts';
import { memoryClaims } from '../../subjects/compose/memory-need.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { bytesOf, countOf } from '../../subjects/compose/quantity.ts';
import { areDisjoint } from '../../text/edit.ts';
import { defineRule } from '../contract.ts';

/** Docker refuses to start a container below this ("Minimum memory limit allowed is 6MB"). */
const LEAST_MEMORY = 6 * 2 ** 20;

function checkSpellings(service: ComposeService, report: ReportFunction): void {
  for (const { short, long, read } of SPELLINGS) {
    const first = numberAt(service, [short], read);
    const parent = service.map(...long.slice(0, -1));
    if (first === undefined || first.value === 0 || parent === undefined) continue;
    const second = numberAt(service, long, read);
    // an absent key counts as another value, except for replicas
    const absent = service.get(...long) === undefined && short !== 'scale';
    if (!absent && (second === undefined || second.value === first.value)) continue;
    report({
      at: placeOf(first.node),
      message: `Compose refuses ${quoted(service.name)}: ${short} and ${shortened(long)} differ; keep one of them`,
      severity: 'high',
      path: ['services', service.name, short],
      ...(second === undefined
        ? {}
        : {
            related: [{ at: placeOf(second.node), message: 'The other spelling' }],
          }),
      fixes: absent
        ? fixIf(
            `Move ${short} to ${shortened(long)} (the same limit in the other spelling)`,
            'behavior-changing',
            moved(service, short, long, first.node),
          )
        : fixIf(
            `Remove ${short} and keep ${shortened(long)} (the limit kept is the one that holds)`,
            'behavior-changing',
            removeKey(service, [short]),
          ),
    });
  }
}

/** Writes the value in the other spelling and takes the first away. */
function moved(service: ComposeService, short: string, long: readonly string[], node: ComposeScalar): Edits {
  const written = node.references.length === 0 ? setKey(service, long, node.text) : undefined;
  const removed = removeKey(service, [short]);
  if (written === undefined || removed === undefined) return undefined;
  const edits = [...written, ...removed];
  return areDisjoint(edits) ? edits : undefined;
}

function shortened(path: readonly string[]): string {
  return path.length > 2 ? `deploy…${path[path.length - 1]}` : path.join('.');
}

function checkMemory(service: ComposeService, report: ReportFunction): void {
  const limits = [['mem_limit'], ['deploy', 'resources', 'limits', 'memory']].map((path) =>
    numberAt(service, path, bytesOf),
  );
  for (const limit of limits) {
    if (limit === undefined || limit.value === 0) continue;
    const { value, node } = limit;
    if (value < LEAST_MEMORY) {
      const number = node.value ?? '';
      report({
        at: placeOf(node),
        message: `Memory limit of ${quoted(service.name)} is ${value} bytes: Docker refuses less than 6 MB; add a unit`,
        path: ['services', service.name, 'memory'],
        fixes: () => fixIf(`Write ${number}M (the number meant megabytes)`, 'behavior-changing', withUnit(node)),
      });
      continue;
    }
    checkReservation(service, limit, report);
    for (const claim of memoryClaims(service)) {
      if (claim.bytes < value) continue;
      report({
        at: claim.at,
        message: `${claim.name} claims as much memory as ${quoted(service.name)} may have: it is killed; raise the limit`,
        severity: 'medium',
        path: ['services', service.name, 'memory', claim.name],
        related: [{ at: placeOf(node), message: 'The memory limit' }],
      });
    }
  }
}

/** `512` was meant as megabytes when that makes a sensible limit. */
function withUnit(node: ComposeScalar): Edits {
  const number = node.references.length === 0 ? countOf(node.value ?? '') : undefined;
  return number !== undefined && number >= 6 ? replaceScalar(node, `${number}M`) : undefined;
}

function checkReservation(
  service: ComposeService,
  limit: { value: number; node: ComposeScalar },
  report: ReportFunction,
): void {
  for (const path of [['mem_reservation'], ['deploy', 'resources', 'reservations', 'memory']]) {
    const reservation = numberAt(service, path, bytesOf);
    if (reservation === undefined || reservation.value <= limit.value) continue;
    report({
      at: placeOf(reservation.node),
      message: `${quoted(service.name)} reserves more memory than its limit: Docker refuses to start it; lower one`,
      path: ['services', service.name, 'reservation'],
      related: [{ at: placeOf(limit.node), message: 'The memory limit' }],
    });
  }
}

export default defineRule({
  id: 'compose/conflicting-resource-limits',
  subject: 'service',
  severity: 'high',
  category: 'limits',
  profile: 'recommended',
  stages: 'any',
  summary: 'Resource limits contradict each other',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    checkSpellings(service, report);
    checkMemory(service, report);
  },
});
