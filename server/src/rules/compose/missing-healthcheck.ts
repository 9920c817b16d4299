import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { healthCheckValue, lacksShell, mayHaveOwnCheck, workingCheck } from '../../subjects/compose/health.ts';
import { keyOf, quoted, settingKey } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/missing-healthcheck',
  subject: 'service',
  severity: 'low',
  category: 'observability',
  profile: 'strict',
  stages: 'production',
  summary: 'Nothing checks whether the service still answers',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    const { healthcheck } = service;
    if (healthcheck === undefined ? service.get('healthcheck') !== undefined : !healthcheck.disabled) return;
    const model = modelOf(context);
    if (isJob(service, model) || lacksShell(service)) return;
    const off = healthcheck !== undefined;
    if (!off && mayHaveOwnCheck(service, model)) return;
    const check = workingCheck(service);
    report({
      at: off ? settingKey(service, 'healthcheck') : keyOf(service),
      message: off
        ? `The health check of ${quoted(service.name)} is off: a service that hangs counts as running; add a test`
        : `${quoted(service.name)} has no health check: a service that hangs counts as running; add one`,
      path: ['services', service.name, 'healthcheck'],
      fixes:
        check === undefined
          ? []
          : fixIf(
              `Check the health of ${quoted(service.name)} (dependents and orchestrators act on the result)`,
              'behavior-changing',
              setKey(service, ['healthcheck'], healthCheckValue(check)),
              // who depends on it can wait for it from then on
            ).map((one) => ({ ...one, price: ['compose/dependency-not-awaited'] })),
    });
  },
});
