import { type Fix, fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeMap, ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { dockerfileOf } from '../../subjects/compose/dockerfile.ts';
import { healthCheckValue, mayHaveOwnCheck, workingCheck } from '../../subjects/compose/health.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { factsOf, modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Whether it is certain that a container of the service has no health check. */
function hasNone(service: ComposeService, model: ComposeModel | undefined): boolean {
  if (!service.complete) return false;
  if (service.healthcheck !== undefined) return service.healthcheck.disabled;
  if (service.get('healthcheck') !== undefined || mayHaveOwnCheck(service, model)) return false;
  if (service.build !== undefined) return dockerfileOf(service, model)?.base !== undefined;
  // the official images of these kinds declare none; of other images that is not known
  return isKind(factsOf(service), 'datastore', 'cache', 'queue', 'search', 'coordination');
}

function checkFix(service: ComposeService): readonly Fix[] {
  const check = workingCheck(service);
  if (check === undefined) return [];
  return fixIf(
    `Check the health of ${quoted(service.name)} (what depends on it waits for the result)`,
    'behavior-changing',
    setKey(service, ['healthcheck'], healthCheckValue(check)),
  );
}

function conditionOf(options: ComposeMap | undefined): ComposeScalar | undefined {
  const node = options?.get('condition');
  return node?.kind === 'scalar' ? node : undefined;
}

export default defineRule({
  id: 'compose/unhealthy-dependency',
  subject: 'service',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Service waits for a condition that cannot come true',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    for (const dependency of service.dependsOn) {
      const condition = conditionOf(dependency.options);
      const other = model?.service(dependency.name);
      if (condition === undefined || other === undefined) continue;
      const related = [
        {
          at: { uri: other.uri, span: other.nameSpan },
          message: 'The service that is waited for',
        },
      ];
      if (condition.value === 'service_healthy' && hasNone(other, model)) {
        report({
          at: placeOf(condition),
          message: `${quoted(other.name)} has no health check: ${quoted(service.name)} does not start; add one there`,
          path: ['services', service.name, 'depends_on', other.name],
          related,
          fixes: () => checkFix(other),
        });
      }
      const restart = other.text('restart');
      if (
        condition.value === 'service_completed_successfully' &&
        (restart === 'always' || restart === 'unless-stopped')
      ) {
        report({
          at: placeOf(condition),
          message: `${quoted(other.name)} is restarted ${restart} and never completes for ${quoted(service.name)}; use on-failure`,
          path: ['services', service.name, 'depends_on', other.name],
          related,
          fixes: () =>
            fixIf(
              `Restart ${quoted(other.name)} on failure only (it ends after its work)`,
              'behavior-changing',
              setKey(other, ['restart'], 'on-failure'),
            ),
        });
      }
    }
  },
});
