import { type Fix, fixIf } from '../../finding/fix.ts';
import {
  bindToLoopback,
  insideOf,
  portKey,
  portPlace,
  portText,
  reachOf,
  unpublish,
} from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/datastore-published',
  subject: 'service',
  severity: 'high',
  category: 'exposure',
  profile: 'essential',
  stages: 'running',
  summary: 'Database, cache or queue is open to the network',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    if (!runsInProduction(service)) return;
    for (const port of service.ports) {
      const inside = insideOf(service, port);
      if (inside?.kind !== 'datastore' || reachOf(port) !== 'everyone') continue;
      const number = portText(port);
      const fixes: readonly Fix[] = [
        ...fixIf(
          `Bind port ${number} to 127.0.0.1 (clients outside this host lose access)`,
          'behavior-changing',
          bindToLoopback(port),
        ),
        ...fixIf(
          `Do not publish port ${number} (only other containers reach it, by the name ${service.name})`,
          'behavior-changing',
          unpublish(service, port),
        ),
      ];
      report({
        at: portPlace(port),
        message: `${inside.what} in ${quoted(service.name)} is open to every network${port.published === undefined ? ' on a random port' : ''}: bind it to 127.0.0.1`,
        // a random port of the host has to be found first
        ...(port.published === undefined ? { severity: 'medium' as const } : {}),
        path: ['services', service.name, 'ports', portKey(port)],
        fixes,
      });
    }
  },
});
