import { fixIf } from '../../finding/fix.ts';
import { replaceScalar } from '../../formats/compose/edit/scalar.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/logging-disabled',
  subject: 'service',
  severity: 'low',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'Output of the container is thrown away',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    const driver = service.scalar('logging', 'driver');
    if (driver?.value !== 'none' || !runsInProduction(service)) return;
    report({
      at: placeOf(driver),
      message: `What ${quoted(service.name)} prints is thrown away: nothing is left after an incident; use the local driver`,
      path: ['services', service.name, 'logging'],
      fixes: () =>
        fixIf(
          'Keep logs with the local driver (up to 100 MB a container)',
          'behavior-changing',
          replaceScalar(driver, 'local'),
        ),
    });
  },
});
