import { fixIf } from '../../finding/fix.ts';
import {
  bindToLoopback,
  insideOf,
  isFrontDoor,
  isWebPort,
  portKey,
  portPlace,
  portText,
  proxyOf,
  reachOf,
  unpublish,
} from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

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
    if (!runsInProduction(service) || isFrontDoor(service)) return;
    const proxy = proxyOf(modelOf(context));
    if (proxy === undefined) return;
    for (const port of service.ports) {
      if (
        reachOf(port) !== 'everyone' ||
        port.protocol !== 'tcp' ||
        !isWebPort(port) ||
        insideOf(service, port) !== undefined
      )
        continue;
      const number = portText(port);
      report({
        at: portPlace(port),
        message: `Port ${number} of ${quoted(service.name)} goes past the proxy ${quoted(proxy.name)}: bind it to 127.0.0.1`,
        path: ['services', service.name, 'ports', portKey(port)],
        related: [
          {
            at: { uri: proxy.uri, span: proxy.nameSpan },
            message: 'The reverse proxy',
          },
        ],
        fixes: [
          ...fixIf(
            `Do not publish port ${number} (the proxy reaches it by the name ${service.name}; direct clients lose access)`,
            'behavior-changing',
            unpublish(service, port),
          ),
          ...fixIf(
            `Bind port ${number} to 127.0.0.1 (clients outside this host lose access)`,
            'behavior-changing',
            bindToLoopback(port),
          ),
        ],
      });
    }
  },
});
