import { fixIf } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { reachOf } from '../../subjects/compose/exposure.ts';
import { insecureUses } from '../../subjects/compose/insecure-settings.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { factsOf } from '../../subjects/compose/role.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { defineRule } from '../contract.ts';

/** Open to the network: the data of everyone who asks. Inside the project: of whoever got into one container. */
function gradeOf(service: ComposeService, context: RuleContext): Severity {
  if (context.stage === 'development') return 'medium';
  const open = service.text('network_mode') === 'host' || service.ports.some((port) => reachOf(port) === 'everyone');
  return open ? 'critical' : 'high';
}

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
    for (const use of insecureUses(service, facts, 'authentication', 'admin-open')) {
      const own = use.setting.effect === 'admin-open' ? 'medium' : (use.setting.severity ?? 'critical');
      const grade = gradeOf(service, context);
      report({
        at: use.at,
        message: `${use.text}: ${use.setting.risk}; ${use.setting.effect === 'admin-open' ? 'remove it' : 'demand a login'}`,
        severity: own === 'medium' || (own === 'high' && grade === 'critical') ? own : grade,
        path: ['services', service.name, use.setting.name],
        fixes:
          use.repair === undefined
            ? []
            : fixIf(
                `${use.repair.title} (clients of ${quoted(service.name)} must log in)`,
                'behavior-changing',
                use.repair.edits,
              ),
      });
    }
  },
});
