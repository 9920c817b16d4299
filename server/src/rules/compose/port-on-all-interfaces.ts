import { fixIf } from '../../finding/fix.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
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
} from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

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
  severityBecause: 'Whoever reaches the host reaches the service: an easier next step.',
  category: 'exposure',
  // most files publish the port of their application; whether that is meant, only its author knows
  profile: 'strict',
  stages: 'production',
  summary: 'Port is open on every interface of the host',
  why: 'A port published without a host address is open on every interface, before the rules of ufw or firewalld. Ports other than 22, 80 and 443 rarely need to be reached from everywhere: bind them to the address their clients use.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.14',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'Docker: packet filtering and firewalls',
      url: 'https://docs.docker.com/engine/network/packet-filtering-firewalls/',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            ports:
              - "8080:8080"
              - "[::]:8081:8081"
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            ports:
              - 0.0.0.0:9000-9010:9000-9010/udp
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: nginx:1.27
            ports: ["80:80", "443:443"]
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            ports: ["127.0.0.1:8080:8080", "192.0.2.10:8081:8081"]
      `,
    ],
  },
  check(service, report, context) {
    if (!runsInProduction(service)) return;
    const bypasses = !isFrontDoor(service) && proxyOf(modelOf(context)) !== undefined;
    for (const port of service.ports) {
      if (reachOf(port) !== 'everyone' || isPublic(port) || insideOf(service, port) !== undefined) continue;
      if (bypasses && port.protocol === 'tcp' && isWebPort(port)) continue;
      const number = portText(port);
      report({
        at: portPlace(port),
        message: `Port ${number} of ${quoted(service.name)} is open on every interface: bind it to the address it is for`,
        path: ['services', service.name, 'ports', portKey(port)],
        fixes: fixIf(
          `Bind port ${number} to 127.0.0.1 (clients outside this host lose access)`,
          'behavior-changing',
          bindToLoopback(port),
        ),
      });
    }
  },
});
