import { fixIf } from '../../finding/fix.ts';
import { replaceInScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeMount, ComposePart } from '../../formats/compose/model/parts.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

const UNSAFE: ReadonlyMap<string, string> = new Map([
  ['exec', 'programs dropped there run'],
  ['suid', 'setuid programs work there'],
  ['dev', 'devices can be made there'],
]);

/** Docker mounts tmpfs with noexec, nosuid and nodev: the opposite word is the default. */
function safe(mount: ComposeMount, option: ComposePart): Edits {
  return mount.node.kind === 'scalar' ? replaceInScalar(mount.node, option.span, `no${option.value ?? ''}`) : undefined;
}

/** s6-overlay, the init of many images, runs its scripts from /run: without `exec` there the container stops (just-containers/s6-overlay). */
function startsFrom(mount: ComposeMount): boolean {
  const target = mount.target?.value?.replace(/\/$/, '');
  return target === '/run' || target === '/var/run';
}

export default defineRule({
  id: 'compose/unsafe-tmpfs-options',
  subject: 'service',
  severity: 'low',
  category: 'isolation',
  profile: 'recommended',
  stages: 'any',
  summary: 'Memory file system allows programs, setuid or devices',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    for (const mount of service.mounts) {
      if (mount.type !== 'tmpfs') continue;
      for (const option of mount.options) {
        const risk = option.value === undefined ? undefined : UNSAFE.get(option.value);
        if (risk === undefined || (option.value === 'exec' && startsFrom(mount))) continue;
        report({
          at: placeOf(option),
          message: `tmpfs of ${quoted(service.name)} is mounted with ${option.value}: ${risk}; write no${option.value}`,
          path: ['services', service.name, 'tmpfs', mount.target?.written ?? '', option.value ?? ''],
          fixes: () =>
            fixIf(
              `Write no${option.value} (programs started from there fail)`,
              'behavior-changing',
              safe(mount, option),
            ),
        });
      }
    }
  },
});
