import { fixIf } from '../../finding/fix.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { giveEdits, openService } from '../../subjects/compose/credentials.ts';
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
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, modelOf(context))) return;
    const open = openService(service);
    // a cache that only its own project reaches: compose/unprotected-cache
    if (open === undefined || (!open.isPublished && isKind(open.facts, 'cache'))) return;
    const { names, edits } = giveEdits(service, open.need);
    report({
      at: keyOf(service),
      message: `${open.facts.name} in ${quoted(service.name)} starts with ${open.need.without}; give it a password`,
      severity: open.isPublished ? 'high' : 'medium',
      path: ['services', service.name, 'credentials'],
      fixes: fixIf(
        `Take ${names} from the environment (Compose stops until they are set; clients must log in)`,
        'behavior-changing',
        edits,
      ),
    });
  },
});
