import { onLoopback } from '../../subjects/compose/listens-on-loopback.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/loopback-listener',
  subject: 'service',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: "Published port leads to a server that listens on the container's loopback",
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service) || service.get('network_mode') !== undefined) return;
    const found = service.ports.length === 0 ? undefined : onLoopback(service);
    if (found === undefined) return;
    const { listener, port } = found;
    const published = service.ports.find(
      ({ targetRange: range }) => range !== undefined && range.first <= port && port <= range.last,
    );
    if (published === undefined) return;
    report({
      at: placeOf(published.syntax === 'long' ? (published.target ?? published) : published),
      message: `Port ${port} of ${quoted(service.name)} answers nobody: ${listener.name} listens on loopback; give ${listener.open}`,
      path: ['services', service.name, 'ports', 'loopback', String(port)],
    });
  },
});
