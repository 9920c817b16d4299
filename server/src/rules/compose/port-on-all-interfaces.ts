import { fixIf } from '../../finding/fix.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
import {
  insideOf,
  isFrontDoor,
  isWebPort,
  portKey,
  portText,
  proxyOf,
  reachOf,
} from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { openPort } from '../../subjects/compose/open-port.ts';
import { usesHostNetwork } from '../../subjects/compose/reach.ts';
import { relayOf } from '../../subjects/compose/relays.ts';
import { modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { isStack } from '../../subjects/compose/stack.ts';
import { defineRule } from '../contract.ts';

/** What a server may show to everyone: SSH and the web. */
const PUBLIC: ReadonlySet<number> = new Set([22, 80, 443]);

function isPublic(port: ComposePort): boolean {
  const range = port.publishedRange;
  return range !== undefined && range.first === range.last && PUBLIC.has(range.first);
}

export default defineRule({
  id: 'compose/port-on-all-interfaces',
  subject: 'service',
  severity: 'medium',
  category: 'exposure',
  // most files publish the port of their application; whether that is meant, only its author knows
  profile: 'strict',
  stages: 'production',
  summary: 'Port is open on every interface of the host',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!runsInProduction(service) || usesHostNetwork(service, model)) return;
    const bypasses = !isFrontDoor(service) && proxyOf(model) !== undefined;
    for (const port of service.ports) {
      if (reachOf(port) !== 'everyone' || isPublic(port) || insideOf(service, port) !== undefined) continue;
      if (relayOf(service, port) !== undefined) continue;
      if (bypasses && port.protocol === 'tcp' && isWebPort(port)) continue;
      const number = portText(port);
      const open = openPort(service, port, model);
      report({
        at: open.at,
        message: `Port ${number} of ${quoted(service.name)} is open on every interface: ${isStack(model) ? open.advice : 'bind it to the address it is for'}`,
        path: ['services', service.name, 'ports', portKey(port)],
        fixes: () =>
          fixIf(
            `Bind port ${number} to 127.0.0.1 (clients outside this host lose access)`,
            'behavior-changing',
            open.bind,
          ),
      });
    }
  },
});
