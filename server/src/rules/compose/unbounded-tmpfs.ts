import { fixIf } from '../../finding/fix.ts';
import { setEntry } from '../../formats/compose/edit/edit.ts';
import { replaceInScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { isLimited } from '../../subjects/compose/limits.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

const SIZE = 64;

/** `undefined` where a reference may hold the size. */
function hasSize({ node, options, syntax, target }: ComposeMount): boolean | undefined {
  if (target?.value === undefined || options.some(({ value }) => value === undefined)) return undefined;
  if (syntax === 'short') return options.some(({ value }) => value?.trim().startsWith('size=') === true);
  const long = node.kind === 'map' ? node.get('tmpfs') : undefined;
  return long !== undefined && (long.kind !== 'map' || long.get('size') !== undefined);
}

function withSize({ node, options }: ComposeMount): Edits {
  if (node.kind === 'map') return setEntry(node, ['tmpfs', 'size'], SIZE * 1024 * 1024);
  if (node.kind !== 'scalar') return undefined;
  const { end } = node.contentSpan;
  return replaceInScalar(node, { start: end, end }, `${options.length === 0 ? ':' : ','}size=${SIZE}m`);
}

export default defineRule({
  id: 'compose/unbounded-tmpfs',
  subject: 'service',
  severity: 'low',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Memory file system has no size and the service no memory limit',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    if (!service.complete || !runsInProduction(service) || isLimited(service, 'memory')) return;
    for (const mount of service.mounts) {
      if (mount.type !== 'tmpfs' || hasSize(mount) !== false) continue;
      report({
        at: placeOf(mount.target ?? mount),
        message: `tmpfs of ${quoted(service.name)} may fill the host's memory: give it a size, or the service a memory limit`,
        path: ['services', service.name, 'tmpfs', mount.target?.written ?? '', 'size'],
        fixes: () =>
          fixIf(
            `Bound ${mount.target?.written ?? 'it'} to ${SIZE} MB (what writes more there fails)`,
            'behavior-changing',
            withSize(mount),
          ),
      });
    }
  },
});
