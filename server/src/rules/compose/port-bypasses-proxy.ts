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
import { httpsAddressIn } from '../../subjects/compose/own-address.ts';
import { usesHostNetwork } from '../../subjects/compose/reach.ts';
import { relayOf } from '../../subjects/compose/relays.ts';
import { modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Container ports that speak TLS by habit. */
function speaksTls({ target }: ComposePort): boolean {
  return target?.value?.endsWith('443') === true;
}

export default defineRule({
  id: 'compose/port-bypasses-proxy',
  subject: 'service',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Service behind the reverse proxy is also open directly',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!runsInProduction(service) || isFrontDoor(service) || usesHostNetwork(service, model)) return;
    const proxy = proxyOf(model);
    const address = proxy === undefined ? httpsAddressIn(service, model) : undefined;
    if (proxy === undefined && address === undefined) return;
    for (const port of service.ports) {
      if (
        reachOf(port) !== 'everyone' ||
        port.protocol !== 'tcp' ||
        !isWebPort(port) ||
        (proxy === undefined && speaksTls(port)) ||
        insideOf(service, port) !== undefined ||
        relayOf(service, port) !== undefined
      )
        continue;
      const number = portText(port);
      const open = openPort(service, port, model);
      report({
        at: open.at,
        message:
          proxy === undefined
            ? `Port ${number} of ${quoted(service.name)} is plain HTTP past the TLS that ${address} promises: ${open.advice}`
            : `Port ${number} of ${quoted(service.name)} goes past the proxy ${quoted(proxy.name)}: ${open.advice}`,
        path: ['services', service.name, 'ports', portKey(port)],
        related:
          proxy === undefined ? [] : [{ at: { uri: proxy.uri, span: proxy.nameSpan }, message: 'The reverse proxy' }],
        fixes: [
          // Where only an address tells of a proxy, it may stand on the host: that reaches a loopback port, and no name of a service.
          ...fixIf(
            `Do not publish port ${number} (the proxy reaches it by the name ${service.name}; direct clients lose access)`,
            'behavior-changing',
            proxy === undefined ? undefined : open.unpublish,
          ),
          ...fixIf(
            `Bind port ${number} to 127.0.0.1 (clients outside this host lose access)`,
            'behavior-changing',
            open.bind,
          ),
        ],
      });
    }
  },
});
