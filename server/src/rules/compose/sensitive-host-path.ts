import { fixIf } from '../../finding/fix.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { isWithin, type SensitivePath, sensitivePath } from '../../knowledge/host-paths.ts';
import { needOf, severityByNeed } from '../../subjects/compose/grants.ts';
import { hostPathOf, makeReadOnly, mountPlace } from '../../subjects/compose/host-paths.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** No service is given more system paths than this; in a hostile file the rest is not compared. */
const MOST_OUTER = 40;

export default defineRule({
  id: 'compose/sensitive-host-path',
  subject: 'service',
  severity: 'critical',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'Container may use a system path of the host',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    const need = needOf(service, 'host-path', model);
    const given = service.mounts.map((mount) => ({ mount, path: hostPathOf(mount, model) }));
    const outer = given.filter(({ path }) => path !== undefined && sensitivePath(path) !== undefined);
    for (const { mount, path } of given) {
      const sensitive = path === undefined ? undefined : sensitivePath(path);
      if (path === undefined || sensitive === undefined || mount.readOnly === undefined) continue;
      if (outer.slice(0, MOST_OUTER).some((one) => covers(one, { mount, path }))) continue;
      const own = mount.readOnly ? sensitive.readable : sensitive.writable;
      const severity = own === undefined ? undefined : severityByNeed(own, mount.readOnly ? need : undefined);
      if (severity === undefined) continue;
      const what = mount.readOnly ? sensitive.reads : sensitive.writes;
      report({
        at: mountPlace(mount),
        message: `${quoted(service.name)} can ${what} through ${shown(mount, path)}; ${advice(mount, need !== undefined)}`,
        severity,
        path: ['services', service.name, 'volumes', path],
        fixes: mount.readOnly
          ? []
          : fixIf(`Mount ${path} read-only (writes to it fail)`, 'behavior-changing', readOnlyFix(mount, sensitive)),
      });
    }
  },
});

/** Only where reading is all right: else the finding would stay. */
function readOnlyFix(mount: ComposeMount, sensitive: SensitivePath): Edits {
  return sensitive.readable === undefined && mount.type === 'bind' ? makeReadOnly(mount) : undefined;
}

interface Given {
  readonly mount: ComposeMount;
  readonly path: string | undefined;
}

/** Whether one mount brings the same files with at least the same rights: then that one is said. */
function covers(outer: Given, inner: Given): boolean {
  if (outer.path === undefined || inner.path === undefined || outer.path === inner.path) return false;
  if (!isWithin(inner.path, outer.path)) return false;
  // one that is all right read-only says nothing any more once it is repaired
  if (sensitivePath(outer.path)?.readable === undefined) return false;
  return outer.mount.readOnly === false || outer.mount.readOnly === inner.mount.readOnly;
}

function advice(mount: ComposeMount, isNeeded: boolean): string {
  if (!mount.readOnly) return 'mount less, read-only';
  return isNeeded ? 'trust its image' : 'mount only what it needs';
}

/** The path as people know it: `~` where it was written so. */
function shown(mount: ComposeMount, path: string): string {
  const written = mount.source?.value;
  const text = written?.startsWith('~') ? written : path;
  return text.length > 26 ? `${text.slice(0, 25)}…` : text;
}
