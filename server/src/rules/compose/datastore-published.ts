import { defineRule, type Fix, fixIf, yaml } from '../contract.ts';
import { bindToLoopback, insideOf, portKey, portPlace, portText, reachOf, unpublish } from './service/exposure.ts';
import { quoted } from './service/names.ts';
import { runsInProduction } from './service/role.ts';

export default defineRule({
  id: 'compose/datastore-published',
  subject: 'service',
  severity: 'high',
  severityBecause: "Whoever reaches the host gets to the service's data; Docker's port rules stand before ufw.",
  category: 'exposure',
  profile: 'essential',
  stages: 'running',
  summary: 'Database, cache or queue is open to the network',
  why: 'A published port without an address is open on every interface, and Docker writes its rules before those of ufw and firewalld. Open databases are found within hours; this is the most reported real incident with compose files. Other containers reach the service by name without any published port.',
  references: [
    {
      name: 'Docker: packet filtering and firewalls',
      url: 'https://docs.docker.com/engine/network/packet-filtering-firewalls/',
    },
    {
      name: 'Docker: port publishing',
      url: 'https://docs.docker.com/engine/network/port-publishing/',
    },
    {
      name: 'CIS Docker Benchmark 1.6, 5.9 and 5.14',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          db:
            image: postgres:16.4
            ports:
              - "15432:5432"
      `,
      yaml`
        services:
          cache:
            image: redis:7.4
            ports:
              - target: 6379
                published: 6379
                host_ip: '::'
      `,
    ],
    good: [
      yaml`
        services:
          db:
            image: postgres:16.4
            ports:
              - "127.0.0.1:5432:5432"
              - "[::1]:5433:5432"
      `,
      yaml`
        services:
          db:
            image: postgres:16.4
            ports:
              - "$BIND_ADDRESS:5432:5432"
          web:
            image: example/web:1.4.2
            ports: ["5000:5000"]
      `,
    ],
  },
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
        message: `${inside.what} in ${quoted(service.name)} is open to every network: bind it to 127.0.0.1`,
        // a random port of the host has to be found first
        ...(port.published === undefined ? { severity: 'medium' as const } : {}),
        path: ['services', service.name, 'ports', portKey(port)],
        fixes,
      });
    }
  },
});
