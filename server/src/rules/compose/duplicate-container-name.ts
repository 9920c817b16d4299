import { fixIf } from '../../finding/fix.ts';
import { removeKey } from '../../formats/compose/edit/remove.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { countOf } from '../../subjects/compose/quantity.ts';
import { defineRule } from '../contract.ts';

function replicas(service: ComposeService): number {
  const text = service.text('scale') ?? service.text('deploy', 'replicas');
  return text === undefined ? 1 : (countOf(text) ?? 1);
}

export default defineRule({
  id: 'compose/duplicate-container-name',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Two containers would have the same name',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report) {
    const seen = new Map<string, { readonly service: ComposeService; readonly node: ComposeScalar }>();
    for (const service of model.services) {
      const node = service.scalar('container_name');
      if (node?.value === undefined || node.value === '') continue;
      const first = seen.get(node.value);
      const apart = first !== undefined && separate(first.service, service);
      if (first === undefined) seen.set(node.value, { service, node });
      const fixes = fixIf(
        'Remove container_name (Compose names the container)',
        'behavior-changing',
        removeKey(service, ['container_name']),
      );
      const path = ['services', service.name, 'container_name'];
      if (first !== undefined && !apart) {
        report({
          at: placeOf(node),
          message: `${quoted(service.name)} has the container name of ${quoted(first.service.name)}: it is not made; name it otherwise`,
          path,
          related: [{ at: placeOf(first.node), message: 'The name is used here first' }],
          fixes,
        });
      } else if (replicas(service) > 1) {
        report({
          at: placeOf(node),
          message: `Compose refuses ${quoted(service.name)}: replicas cannot share one container name; remove the name`,
          path,
          fixes,
        });
      }
    }
  },
});

/** Different profiles, and none in common: never started together. */
function separate(a: ComposeService, b: ComposeService): boolean {
  return a.profiles.length > 0 && b.profiles.length > 0 && !a.profiles.some((profile) => b.profiles.includes(profile));
}
