import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { healthCheckValue, lacksShell, mayHaveOwnCheck, workingCheck } from '../../subjects/compose/health.ts';
import { keyOf, quoted, settingKey } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/missing-healthcheck',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Nobody is needed: a service that hangs stays in rotation; an outage lasts longer.',
  category: 'observability',
  profile: 'strict',
  stages: 'production',
  summary: 'Nothing checks whether the service still answers',
  why: 'Without a health check Docker only knows that the process exists. A service that hangs, lost its database or is still starting counts as running: dependents start too early and nothing restarts or replaces it.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.27',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'Compose: healthcheck',
      url: 'https://docs.docker.com/reference/compose-file/services/#healthcheck',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          db:
            image: postgres:16.4
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            healthcheck:
              disable: true
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            healthcheck:
              test: ["CMD", "/app/healthy"]
      `,
      yaml`
        services:
          vault:
            image: vaultwarden/server:1.32.0
          migrate:
            image: example/web:1.4.2
            command: migrate
            restart: "no"
      `,
    ],
  },
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
            ),
    });
  },
});
