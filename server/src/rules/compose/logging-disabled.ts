import { fixIf } from '../../finding/fix.ts';
import { replaceScalar } from '../../formats/compose/edit/scalar.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/logging-disabled',
  subject: 'service',
  severity: 'low',
  severityBecause: 'An intruder leaves no trace: an easier next step.',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'Output of the container is thrown away',
  why: 'With the driver `none` nothing a service prints is kept: no errors, no access log, nothing to look at after an incident. The driver `local` keeps a bounded amount without any set-up.',
  references: [
    {
      name: 'Docker: configure logging drivers',
      url: 'https://docs.docker.com/engine/logging/configure/',
    },
    {
      name: 'CWE-778: Insufficient logging',
      url: 'https://cwe.mitre.org/data/definitions/778.html',
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
            logging:
              driver: none
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            logging:
              driver: local
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
      `,
    ],
  },
  check(service, report) {
    const driver = service.scalar('logging', 'driver');
    if (driver?.value !== 'none' || !runsInProduction(service)) return;
    report({
      at: placeOf(driver),
      message: `What ${quoted(service.name)} prints is thrown away: nothing is left after an incident; use the local driver`,
      path: ['services', service.name, 'logging'],
      fixes: fixIf(
        'Keep logs with the local driver (up to 100 MB a container)',
        'behavior-changing',
        replaceScalar(driver, 'local'),
      ),
    });
  },
});
