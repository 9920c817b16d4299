import { fixIf } from '../../finding/fix.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { sensitivePath } from '../../knowledge/host-paths.ts';
import { isConfiguration, isOfAnother, staysWritable } from '../../subjects/compose/configuration-mounts.ts';
import { hostPathOf, makeReadOnly, mountPlace } from '../../subjects/compose/host-paths.ts';
import { mountingOf } from '../../subjects/compose/mounting.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

function whatOf({ target }: ComposeMount): string {
  return target?.value?.includes('/docker-entrypoint-initdb.d') === true
    ? 'the scripts of its first start'
    : 'its own configuration';
}

export default defineRule({
  id: 'compose/writable-config-mount',
  subject: 'service',
  severity: 'low',
  category: 'isolation',
  profile: 'recommended',
  stages: 'production',
  summary: 'Configuration file is mounted writable',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!runsInProduction(service)) return;
    for (const mount of service.mounts) {
      if (mount.readOnly !== false || !isConfiguration(mount, service, model) || staysWritable(mount, service))
        continue;
      if (model !== undefined && mountingOf(model).taken.has(service.name)) continue;
      if (isOfAnother(mount, service, model)) continue;
      // a system path or the keys of a person: `sensitive-host-path` says more, and the same
      const path = hostPathOf(mount, model);
      if (path !== undefined && sensitivePath(path)?.writable !== undefined) continue;
      report({
        at: mountPlace(mount),
        message: `${quoted(service.name)} may change ${whatOf(mount)} on the host: mount it read-only`,
        path: ['services', service.name, 'volumes', mount.target?.written ?? ''],
        fixes: () =>
          fixIf(
            `Mount ${mount.target?.written ?? 'it'} read-only (writes to it fail)`,
            'behavior-changing',
            makeReadOnly(mount),
          ),
      });
    }
  },
});
