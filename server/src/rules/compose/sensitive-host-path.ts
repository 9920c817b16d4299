import { fixIf } from '../../finding/fix.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { type SensitivePath, sensitivePath } from '../../knowledge/host-paths.ts';
import { documents } from '../../knowledge/images/lookup.ts';
import { hostPathOf, makeReadOnly, mountPlace } from '../../subjects/compose/host-paths.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { factsOf, modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

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
    const documented = documents(factsOf(service), 'host-path');
    for (const mount of service.mounts) {
      const path = hostPathOf(mount, model);
      const sensitive = path === undefined ? undefined : sensitivePath(path);
      if (path === undefined || sensitive === undefined || mount.readOnly === undefined) continue;
      const severity = mount.readOnly ? sensitive.readable : sensitive.writable;
      if (severity === undefined || (documented && mount.readOnly)) continue;
      const what = mount.readOnly ? sensitive.reads : sensitive.writes;
      report({
        at: mountPlace(mount),
        message: `${quoted(service.name)} can ${what} through ${shortened(path)}; mount less, read-only`,
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

function shortened(path: string): string {
  return path.length > 26 ? `${path.slice(0, 25)}…` : path;
}
