import { quoted } from '../../subjects/compose/names.ts';
import { lackingKey, placeOfLacking } from '../../subjects/compose/required.ts';
import { isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/key-lost-with-container',
  subject: 'service',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Image makes a key of its own that goes with the container',
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    const lacking = lackingKey(service, modelOf(context));
    if (lacking === undefined) return;
    const { setting, empty } = lacking;
    const name = empty?.name ?? setting.anyOf[0] ?? '';
    report({
      ...placeOfLacking(lacking, service),
      message: `${setting.product} in ${quoted(service.name)} makes a new ${name} in each container: ${setting.loss}; set it`,
      ...(setting.losesData ? {} : { severity: 'low' as const }),
      path: ['services', service.name, 'own-key'],
      advice: name,
    });
  },
});
