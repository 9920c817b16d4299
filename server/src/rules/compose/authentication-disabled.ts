import { fixIf } from '../../finding/fix.ts';
import { severityByReach } from '../../finding/reach.ts';
import { insecureUses } from '../../subjects/compose/insecure-settings.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/authentication-disabled',
  subject: 'service',
  severity: 'critical',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'Image is told not to ask for a password',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const facts = factsOf(service);
    const reach = serviceReach(service, modelOf(context));
    for (const use of insecureUses(service, facts, 'authentication', 'admin-open')) {
      const isDoor = use.setting.effect === 'admin-open';
      const severity = severityByReach(isDoor ? 'medium' : (use.setting.severity ?? 'critical'), reach);
      if (severity === undefined) continue;
      report({
        at: use.at,
        message: `${use.text}: ${use.setting.risk}; ${isDoor ? 'remove it' : 'demand a login'}`,
        severity,
        path: ['services', service.name, use.setting.name],
        fixes:
          use.repair === undefined
            ? []
            : fixIf(
                `${use.repair.title} (${use.setting.repairMeans ?? `clients of ${quoted(service.name)} must log in`})`,
                'behavior-changing',
                use.repair.edits,
              ),
      });
    }
  },
});
