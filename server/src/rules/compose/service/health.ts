import type { YamlValue } from '../../../formats/compose/edit.ts';
import type { ComposeModel, ComposeService } from '../../../formats/compose/model.ts';
import type { HealthCheck } from '../../../knowledge/images/image-facts.ts';
import { imageFacts } from '../../../knowledge/images/lookup.ts';
import { dockerfileOf } from './dockerfile.ts';
import { factsOf } from './role.ts';

/** The `healthcheck` of a service as a fix writes it. */
export function healthCheckValue(check: HealthCheck): YamlValue {
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
export function mayHaveOwnCheck(service: ComposeService, model: ComposeModel | undefined): boolean {
  if (factsOf(service)?.hasHealthCheck === true) return true;
  if (service.build === undefined) return false;
  const dockerfile = dockerfileOf(service, model);
  if (dockerfile === undefined || dockerfile.hasHealthCheck) return true;
  return imageFacts(dockerfile.base)?.hasHealthCheck === true;
}
