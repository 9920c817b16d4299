import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

/** What Docker accepts as a container name. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export default defineRule({
  id: 'compose/container-name-format',
  subject: 'service',
  severity: 'low',
  category: 'correctness',
  profile: 'all',
  stages: 'any',
  summary: 'Container name is not one Docker accepts',
  fix: 'none',
  formats: ['compose'],
  check(service, report) {
    const node = service.scalar('container_name');
    if (node?.value === undefined || node.isNull || NAME.test(node.value)) return;
    report({
      at: placeOf(node),
      message: `Docker refuses this container name of ${quoted(service.name)}: use letters, digits, "_", "." and "-"`,
      path: ['services', service.name, 'container_name', 'format'],
    });
  },
});
