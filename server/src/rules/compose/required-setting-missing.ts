import { quoted } from '../../subjects/compose/names.ts';
import { lackingSetting, placeOfLacking } from '../../subjects/compose/required.ts';
import { isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/required-setting-missing',
  subject: 'service',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Image does not start without a setting that nothing gives',
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    const lacking = lackingSetting(service, modelOf(context));
    if (lacking === undefined) return;
    const { setting, empty, firstStartOnly } = lacking;
    const name = empty?.name ?? setting.anyOf[0] ?? '';
    const how = empty === undefined ? 'without' : 'with an empty';
    const when = firstStartOnly ? 'the first time ' : '';
    report({
      ...placeOfLacking(lacking, service),
      message: `${setting.product} in ${quoted(service.name)} does not start ${when}${how} ${name}; set it`,
      startFails: true,
      isBlank: empty !== undefined,
      path: ['services', service.name, 'required'],
      advice: name,
    });
  },
});
