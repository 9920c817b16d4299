import { fixIf } from '../../finding/fix.ts';
import { appendItem, setKey, setKeys } from '../../formats/compose/edit/edit.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { isWithin } from '../../knowledge/host-paths.ts';
import { isLimited } from '../../subjects/compose/limits.ts';
import { keyOf, quoted, settingKey } from '../../subjects/compose/names.ts';
import { factsOf, isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { areDisjoint } from '../../text/edit.ts';
import { defineRule } from '../contract.ts';

/** Paths that must stay writable and are not mounted yet. */
function missingFilesystems(service: ComposeService): readonly string[] {
  const needed = factsOf(service)?.writable ?? ['/tmp'];
  return needed.filter(
    (path) => !service.mounts.some((mount) => mount.target?.value !== undefined && isWithin(path, mount.target.value)),
  );
}

/** Room for temporary files; without a limit on the service's memory a tmpfs may take half of the host's. */
function filesystem(service: ComposeService, path: string): string {
  return isLimited(service, 'memory') ? path : `${path}:size=256m`;
}

function hardened(service: ComposeService, paths: readonly string[]): Edits {
  const missing = paths.map((path) => filesystem(service, path));
  if (missing.length === 0) return setKey(service, ['read_only'], true);
  if (service.get('tmpfs') === undefined) {
    return setKeys(service, [
      [['read_only'], true],
      [['tmpfs'], missing],
    ]);
  }
  const readOnly = setKey(service, ['read_only'], true);
  const [first, ...more] = missing;
  const appended = first === undefined || more.length > 0 ? undefined : appendItem(service, ['tmpfs'], first);
  if (readOnly === undefined || appended === undefined) return undefined;
  const edits = [...readOnly, ...appended];
  return areDisjoint(edits) ? edits : undefined;
}

export default defineRule({
  id: 'compose/writable-root-filesystem',
  subject: 'service',
  severity: 'low',
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'Container may change its own programs and configuration',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    const node = service.get('read_only');
    if (node !== undefined && service.flag('read_only') !== false) return;
    const missing = missingFilesystems(service);
    const also = missing.length === 0 ? '' : ` with tmpfs on ${missing.join(', ')}`;
    report({
      at: node === undefined ? keyOf(service) : settingKey(service, 'read_only'),
      message: `${quoted(service.name)} may change its own programs: whoever gets in can stay; set read_only: true`,
      path: ['services', service.name, 'read_only'],
      fixes: () =>
        fixIf(
          `Make ${quoted(service.name)} read-only${also} (writes elsewhere outside its volumes fail)`,
          'behavior-changing',
          hardened(service, missing),
        ),
    });
  },
});
