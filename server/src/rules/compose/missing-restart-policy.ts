import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/missing-restart-policy',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Nobody is needed: after a crash or a reboot the service stays down.',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Service stays down after a crash or a reboot',
  why: 'Docker does not restart a container unless it is told to. A crash at night, or a reboot after an update, leaves the service down until somebody notices.',
  references: [
    {
      name: 'Docker: start containers automatically',
      url: 'https://docs.docker.com/engine/containers/start-containers-automatically/',
    },
    {
      name: 'Compose: restart',
      url: 'https://docs.docker.com/reference/compose-file/services/#restart',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            restart: unless-stopped
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            deploy:
              restart_policy:
                condition: any
          migrate:
            image: example/web:1.4.2
            command: migrate
      `,
    ],
  },
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, modelOf(context))) return;
    if (service.get('restart') !== undefined || service.get('deploy', 'restart_policy') !== undefined) return;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} stays down after a crash or a reboot: set restart: unless-stopped`,
      path: ['services', service.name, 'restart'],
      fixes: fixIf(
        `Restart ${quoted(service.name)} unless it was stopped (it comes back after crashes and reboots)`,
        'behavior-changing',
        setKey(service, ['restart'], 'unless-stopped'),
      ),
    });
  },
});
