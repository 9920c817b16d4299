import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/capability-added',
  subject: 'service',
  severity: 'low',
  category: 'isolation',
  profile: 'all',
  stages: 'any',
  summary: 'Capability is added to the container',
  fix: 'none',
  formats: ['compose'],
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
