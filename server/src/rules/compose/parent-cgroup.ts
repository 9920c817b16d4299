import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/parent-cgroup',
  subject: 'service',
  severity: 'low',
  category: 'limits',
  profile: 'all',
  stages: 'any',
  summary: 'Container runs in a control group of its own choice',
  fix: 'none',
  formats: ['compose'],
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
