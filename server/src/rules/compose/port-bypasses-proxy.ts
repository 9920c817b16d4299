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
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/port-bypasses-proxy',
  subject: 'service',
  severity: 'medium',
  severityBecause:
    'Whoever reaches the host talks to the service without the TLS, limits and access rules of the proxy: an easier next step.',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Service behind the reverse proxy is also open directly',
  why: 'The project has a reverse proxy on port 80 or 443, and this service publishes its own port on every interface. Requests to that port skip TLS, rate limits, headers and access rules, and can forge the headers the service trusts from the proxy. The proxy reaches the service by name without a published port.',
  references: [
    {
      name: 'Docker: port publishing',
      url: 'https://docs.docker.com/engine/network/port-publishing/',
    },
    {
      name: 'OWASP Docker Security, rule 5a',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          proxy:
            image: nginx:1.27
            ports: ["80:80", "443:443"]
          web:
            image: example/web:1.4.2
            ports:
              - "3000:3000"
      `,
    ],
    good: [
      yaml`
        services:
          proxy:
            image: nginx:1.27
            ports: ["80:80", "443:443"]
          web:
            image: example/web:1.4.2
            ports:
              - "127.0.0.1:3000:3000"
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            ports:
              - "3000:3000"
      `,
    ],
  },
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
