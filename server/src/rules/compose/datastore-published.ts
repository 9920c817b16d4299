import { type Fix, fixIf } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { memoryOn } from '../../subjects/compose/data-mounts.ts';
import { insideOf, portKey, portText, reachOf } from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { openBeside, openPort } from '../../subjects/compose/open-port.ts';
import { factsOf, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** A random port of the host has to be found first; a stand-in holds data made up for a test. */
function milder(isRandom: boolean, isStandIn: boolean): { readonly severity?: Severity } {
  if (isStandIn) return { severity: 'low' };
  return isRandom ? { severity: 'medium' } : {};
}

/** What it holds ends with the container. */
function isInMemory(service: ComposeService): boolean {
  return factsOf(service)?.dataPaths?.some((path) => memoryOn(service, path) !== undefined) ?? false;
}

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
  check(service, report, context) {
    if (!runsInProduction(service)) return;
    for (const port of service.ports) {
      const inside = insideOf(service, port);
      if (inside?.kind !== 'datastore' || reachOf(port) !== 'everyone') continue;
      const number = portText(port);
      const open = openPort(service, port, modelOf(context));
      const beside = openBeside(service, port);
      const fixes: readonly Fix[] = [
        ...fixIf(
          `Bind port ${number} to 127.0.0.1 (clients outside this host lose access${beside})`,
          'behavior-changing',
          open.bind,
        ),
        ...fixIf(
          `Do not publish port ${number} (nothing outside its networks reaches it any more, this host included${beside})`,
          'behavior-changing',
          open.unpublish,
        ),
      ];
      report({
        at: open.at,
        message: `${inside.what} in ${quoted(service.name)} is open to every network${port.published === undefined ? ' on a random port' : ''}: ${open.advice}`,
        ...milder(port.published === undefined, inside.isStandIn),
        restsInTests: isInMemory(service),
        path: ['services', service.name, 'ports', portKey(port)],
        fixes,
      });
    }
  },
});
