import { isKind } from '../../knowledge/images/lookup.ts';
import { credentialFixes, openService } from '../../subjects/compose/credentials.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/unprotected-cache',
  subject: 'service',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Cache inside the project asks for no password',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, model)) return;
    const open = openService(service, model);
    if (open === undefined || !isKind(open.facts, 'cache')) return;
    report({
      at: keyOf(service),
      message: `${open.facts.name} in ${quoted(service.name)} starts with ${open.need.without}; give it a password`,
      path: ['services', service.name, 'credentials'],
      fixes: () => credentialFixes(service, open.need, model),
    });
  },
});
