import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { comesBack, othersComeBack } from '../../subjects/compose/restart.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/missing-restart-policy',
  subject: 'service',
  severity: 'low',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Service stays down after a crash or a reboot',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, model)) return;
    // where the others come back: compose/inconsistent-restart
    if (comesBack(service) !== undefined || othersComeBack(service, model) !== undefined) return;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} stays down after a crash or a reboot: set restart: unless-stopped`,
      path: ['services', service.name, 'restart'],
      fixes: () =>
        fixIf(
          `Restart ${quoted(service.name)} unless it was stopped (it comes back after crashes and reboots)`,
          'behavior-changing',
          setKey(service, ['restart'], 'unless-stopped'),
          // the others that stay down are told then
        ).map((one) => ({ ...one, price: ['compose/inconsistent-restart'] })),
    });
  },
});
