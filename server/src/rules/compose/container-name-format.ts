import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule, yaml } from '../contract.ts';

/** What Docker accepts as a container name. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export default defineRule({
  id: 'compose/container-name-format',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Hygiene: Docker refuses the name.',
  category: 'correctness',
  profile: 'all',
  stages: 'any',
  summary: 'Container name is not one Docker accepts',
  why: 'Container names start with a letter or digit and go on with letters, digits, `_`, `.` or `-`, two characters at least. Docker refuses others when the container is made.',
  references: [
    {
      name: 'Compose: container_name',
      url: 'https://docs.docker.com/reference/compose-file/services/#container_name',
    },
  ],
  fix: 'none',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            container_name: my web
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            container_name: my-web_1.2
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            container_name: ${'$'}{PREFIX}-web
      `,
    ],
  },
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
