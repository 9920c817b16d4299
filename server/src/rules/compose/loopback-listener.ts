import { onLoopback } from '../../subjects/compose/listens-on-loopback.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/loopback-listener',
  subject: 'service',
  severity: 'medium',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: "Published port leads to a server that listens on the container's loopback",
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service) || service.get('network_mode') !== undefined) return;
    const found = service.ports.length === 0 ? undefined : onLoopback(service);
    if (found === undefined) return;
    const { listener, port, isGiven } = found;
    const published = service.ports.find(
      ({ targetRange: range }) => range !== undefined && range.first <= port && port <= range.last,
    );
    if (published === undefined) return;
    const [variable] = isGiven ? [] : listener.variables;
    const answers = `Port ${port} of ${quoted(service.name)} answers nobody`;
    report({
      at: placeOf(published.syntax === 'long' ? (published.target ?? published) : published),
      message:
        variable === undefined
          ? `${answers}: ${listener.name} listens on loopback; give it ${listener.open}`
          : `${answers} unless its image sets ${variable}; give ${listener.name} ${listener.open}`,
      path: ['services', service.name, 'ports', 'loopback', String(port)],
    });
  },
});
