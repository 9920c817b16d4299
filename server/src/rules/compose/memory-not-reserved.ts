import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { isLimited, limitStyle, limitValue, mixesSpellings } from '../../subjects/compose/limits.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { bytesOf } from '../../subjects/compose/quantity.ts';
import { factsOf, isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

const LIMITS: readonly (readonly string[])[] = [['mem_limit'], ['deploy', 'resources', 'limits', 'memory']];
const RESERVATIONS: readonly (readonly string[])[] = [
  ['mem_reservation'],
  ['deploy', 'resources', 'reservations', 'memory'],
];
const MEGABYTE = 1024 * 1024;

/** Half of the limit, or of the limit in the image's documents: above the limit Docker refuses to start the service. */
function halfOfLimit(service: ComposeService): string | undefined {
  const nodes = LIMITS.flatMap((path) => service.scalar(...path) ?? []);
  if (nodes.length === 0 && isLimited(service, 'memory')) return undefined;
  const usual = factsOf(service)?.memory?.limit;
  const [bytes] = nodes.map((node) => limitValue('memory', node));
  const limit = nodes.length > 0 ? bytes : usual === undefined ? undefined : bytesOf(usual);
  return limit === undefined || limit < 16 * MEGABYTE ? undefined : `${Math.floor(limit / 2 / MEGABYTE)}M`;
}

export default defineRule({
  id: 'compose/memory-not-reserved',
  subject: 'service',
  severity: 'low',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  summary: 'Service reserves no memory',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, model)) return;
    if (RESERVATIONS.some((path) => service.get(...path) !== undefined)) return;
    const half = halfOfLimit(service);
    const path = RESERVATIONS[limitStyle(service, model) === 'service' ? 0 : 1] ?? [];
    const canWrite = half !== undefined && !mixesSpellings(service);
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} reserves no memory: under pressure its neighbours take it; add a reservation below its limit`,
      path: ['services', service.name, 'reservations'],
      fixes: () =>
        fixIf(
          `Reserve ${half ?? ''} for ${quoted(service.name)} (Swarm starts it only where that is free)`,
          'behavior-changing',
          canWrite ? setKey(service, path, half) : undefined,
        ),
    });
  },
});
