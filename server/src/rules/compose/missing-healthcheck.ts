import { setKey, type YamlValue } from '../../formats/compose/edit.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model.ts';
import type { HealthCheck } from '../../knowledge/images/image-facts.ts';
import { healthCheckFor, imageFacts } from '../../knowledge/images/lookup.ts';
import { defineRule, fixIf, yaml } from '../contract.ts';
import { dockerfileOf } from './service/dockerfile.ts';
import { keyOf, quoted, settingKey } from './service/names.ts';
import { factsOf, isJob, isWhole, modelOf, runsInProduction } from './service/role.ts';

/** The `healthcheck` of a service as a fix writes it. */
function healthCheckValue(check: HealthCheck): YamlValue {
  return {
    entries: [
      ['test', { flow: check.test }],
      ['interval', check.interval],
      ['timeout', check.timeout],
      ['retries', check.retries],
      ['start_period', check.startPeriod],
    ],
  };
}

/** Whether the image may have a check of its own: it says so, or it is built from a Dockerfile that does or cannot be read. */
function mayHaveOwn(service: ComposeService, model: ComposeModel | undefined): boolean {
  const facts = factsOf(service);
  if (facts?.hasHealthCheck === true) return true;
  if (service.build === undefined) return false;
  const dockerfile = dockerfileOf(service, model);
  if (dockerfile === undefined || dockerfile.hasHealthCheck) return true;
  return imageFacts(dockerfile.base)?.hasHealthCheck === true;
}

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
    { name: 'CIS Docker Benchmark 1.6, 5.27', url: 'https://www.cisecurity.org/benchmark/docker' },
    { name: 'Compose: healthcheck', url: 'https://docs.docker.com/reference/compose-file/services/#healthcheck' },
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
    if (isJob(service, model) || factsOf(service)?.lacks?.includes('sh')) return;
    const off = healthcheck !== undefined;
    if (!off && mayHaveOwn(service, model)) return;
    const check = service.build === undefined ? healthCheckFor(service.image?.value) : undefined;
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
