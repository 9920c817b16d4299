import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

const SHARED: ReadonlySet<string> = new Set(['shared', 'rshared']);

/** Where a mount asks for propagation back to the host. `slave` and `rslave` go one way, from the host, and are normal for exporters. */
function propagationOf(mount: ComposeMount): Location | undefined {
  const option = mount.options.find((candidate) => candidate.value !== undefined && SHARED.has(candidate.value));
  if (option !== undefined) return placeOf(option);
  const bind = mount.node.kind === 'map' ? mount.node.get('bind') : undefined;
  const propagation = bind?.kind === 'map' ? bind.get('propagation') : undefined;
  const isShared = propagation?.kind === 'scalar' && propagation.value !== undefined && SHARED.has(propagation.value);
  return isShared ? placeOf(propagation) : undefined;
}

export default defineRule({
  id: 'compose/shared-mount-propagation',
  subject: 'service',
  severity: 'low',
  category: 'isolation',
  profile: 'recommended',
  stages: 'any',
  summary: 'Mounts made in the container appear on the host',
  fix: 'none',
  formats: ['compose'],
  check(service, report) {
    for (const mount of service.mounts) {
      const place = propagationOf(mount);
      if (place === undefined) continue;
      report({
        at: place,
        message: `Mounts that ${quoted(service.name)} makes here appear on the host: use rslave, or leave it out`,
        path: ['services', service.name, 'volumes', mount.target?.written ?? ''],
      });
    }
  },
});
