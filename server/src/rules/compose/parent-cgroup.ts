import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/parent-cgroup',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Hygiene: asked for by a benchmark.',
  category: 'limits',
  profile: 'all',
  stages: 'any',
  summary: 'Container runs in a control group of its own choice',
  why: 'The CIS benchmark asks to keep containers in the default control group, where the limits of the daemon hold. Another parent may have none.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.25',
      url: 'https://www.cisecurity.org/benchmark/docker',
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
            cgroup_parent: m-executor-abcd
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            cgroup: private
      `,
    ],
  },
  check(service, report) {
    const node = service.scalar('cgroup_parent');
    if (node === undefined || node.isNull || node.value === '') return;
    report({
      at: placeOf(node),
      message: `${quoted(service.name)} runs outside the default control group: its limits may not hold; leave it out`,
      path: ['services', service.name, 'cgroup_parent'],
    });
  },
});
