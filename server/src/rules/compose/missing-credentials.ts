import { severityByReach } from '../../finding/reach.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { credentialFixes, isReplica, openService } from '../../subjects/compose/credentials.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/missing-credentials',
  subject: 'service',
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'production',
  summary: 'Image starts without a password or with a published one',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, model)) return;
    const open = openService(service, model);
    // a cache that only its own project reaches: compose/unprotected-cache
    if (open === undefined || (open.reach !== 'everyone' && isKind(open.facts, 'cache'))) return;
    const severity = severityByReach('high', open.reach);
    if (severity === undefined) return;
    const advice = isReplica(service) ? 'give it a key file and its clients a login' : 'give it a password';
    report({
      at: keyOf(service),
      message: `${open.facts.name} in ${quoted(service.name)} starts with ${open.need.without}; ${advice}`,
      severity,
      path: ['services', service.name, 'credentials'],
      fixes: () => credentialFixes(service, open.need, model),
    });
  },
});
