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
    if (comesBack(service) !== undefined || !othersComeBack(service, model)) return;
    if (ONCE.test(service.image?.repository ?? '') || isDevelopmentBuild(service)) return;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} stays down after a crash or a reboot, others come back: set restart: unless-stopped`,
      path: ['services', service.name, 'restart'],
      fixes: fixIf(
        `Restart ${quoted(service.name)} unless it was stopped (it comes back after crashes and reboots)`,
        'behavior-changing',
        setKey(service, ['restart'], 'unless-stopped'),
      ),
    });
  },
});
