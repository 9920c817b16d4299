import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { comesBack, othersComeBack } from '../../subjects/compose/restart.ts';
import { isDevelopmentBuild, isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Images of command lines: what they are asked to do ends. */
const ONCE = /^(?:minio\/mc|composer|curlimages\/curl|alpine\/[a-z]+|amazon\/aws-cli)$/;

export default defineRule({
  id: 'compose/inconsistent-restart',
  subject: 'service',
  severity: 'low',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Service stays down after a crash while the others come back',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, model)) return;
    if (comesBack(service) !== undefined) return;
    const others = othersComeBack(service, model);
    if (others === undefined) return;
    if (ONCE.test(service.image?.repository ?? '') || isDevelopmentBuild(service)) return;
    // the policy the others have: a stricter one is no matter of consistency
    const [when, policy] = others === 'crash' ? ['a crash', 'on-failure'] : ['a crash or a reboot', 'unless-stopped'];
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} stays down after ${when}, others come back: set restart: ${policy}`,
      path: ['services', service.name, 'restart'],
      fixes: fixIf(
        others === 'crash'
          ? `Restart ${quoted(service.name)} on failure (as the others: after crashes, not when the host starts)`
          : `Restart ${quoted(service.name)} unless it was stopped (it comes back after crashes and reboots)`,
        'behavior-changing',
        setKey(service, ['restart'], policy),
      ),
    });
  },
});
