import { supportEndOfVariable } from '../../knowledge/images/support-ends.ts';
import { isUsedInImage } from '../../subjects/env/compose-use.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'env/unsupported-version',
  subject: 'setting',
  severity: 'low',
  category: 'supply-chain',
  profile: 'recommended',
  stages: 'deployed',
  summary: 'Variable names a version that gets no security fixes any more',
  fix: 'none',
  formats: ['dotenv'],
  check({ value, key, name, text, at }, report, context) {
    if (value.place !== 'dotenv' || text === '') return;
    const end = supportEndOfVariable(key, text);
    // compose/unsupported-version says it there
    if (end === undefined || isUsedInImage(value.name, context)) return;
    report({
      at,
      message: end.isLeftBehind
        ? `${name} is ${end.product} ${end.version}, which misses later fixes; ${end.line} ended ${end.end}: plan the upgrade`
        : `${name} is ${end.product} ${end.version}, without security fixes since ${end.since}: plan the upgrade`,
    });
  },
});
