import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/capability-added',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Hygiene: asked for by a benchmark.',
  category: 'isolation',
  profile: 'all',
  stages: 'any',
  summary: 'Capability is added to the container',
  why: 'The CIS benchmark asks to review every added capability. Harmless ones are listed too; those added back after `cap_drop: ALL` are not, because that is what the benchmark asks for.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.4',
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
            cap_add: [NET_BIND_SERVICE]
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            cap_drop: [ALL]
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            cap_add: []
      `,
    ],
  },
  check(service, report) {
    const dropsAll = service.scalars('cap_drop').some((item) => item.value?.trim().toUpperCase() === 'ALL');
    if (dropsAll) return;
    for (const item of service.scalars('cap_add')) {
      if (item.value === undefined || item.isNull) continue;
      report({
        at: placeOf(item),
        message: `${quoted(service.name)} is given the capability ${item.value.slice(0, 24)}: review whether it needs it`,
        path: ['services', service.name, 'cap_add', item.value],
      });
    }
  },
});
