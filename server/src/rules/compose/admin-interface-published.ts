import type { ComposeService } from '../../formats/compose/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { defineRule, fixIf, yaml } from '../contract.ts';
import { bindToLoopback, insideOf, portKey, portPlace, portText, reachOf, unpublish } from './service/exposure.ts';
import { quoted } from './service/names.ts';
import { factsOf, runsInProduction } from './service/role.ts';

/** Interfaces with a login of their own are one step further away; agents show metrics. */
function asksForLogin(service: ComposeService): boolean {
  const facts = factsOf(service);
  return facts?.secrets !== undefined || isKind(facts, 'container-manager', 'monitoring-agent');
}

export default defineRule({
  id: 'compose/admin-interface-published',
  subject: 'service',
  severity: 'high',
  severityBecause: 'Whoever reaches the host gets to the login, or the interface itself, of what administers the data.',
  category: 'exposure',
  profile: 'recommended',
  stages: 'running',
  summary: 'Administration interface is open to the network',
  why: 'Interfaces such as Adminer, phpMyAdmin, Kibana or the management page of a queue give the data away to whoever gets past their login, and some have none. They belong behind a tunnel, a VPN or a proxy with authentication.',
  references: [
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
          adminer:
            image: adminer:4.8.1
            ports:
              - 8080:8080
      `,
      yaml`
        services:
          queue:
            image: rabbitmq:3.13-management
            ports: ["15672:15672"]
      `,
    ],
    good: [
      yaml`
        services:
          adminer:
            image: adminer:4.8.1
            ports:
              - 127.0.0.1:8080:8080
      `,
      yaml`
        services:
          adminer:
            image: adminer:4.8.1
            profiles: [debug]
            ports:
              - 8080:8080
      `,
    ],
  },
  check(service, report) {
    if (!runsInProduction(service)) return;
    for (const port of service.ports) {
      const inside = insideOf(service, port);
      if (inside?.kind !== 'admin' || reachOf(port) !== 'everyone') continue;
      const number = portText(port);
      report({
        at: portPlace(port),
        message: `${inside.what} of ${quoted(service.name)} is open to everyone on port ${number}: bind it to 127.0.0.1`,
        ...(asksForLogin(service) ? { severity: 'medium' as const } : {}),
        path: ['services', service.name, 'ports', portKey(port)],
        fixes: [
          ...fixIf(
            `Bind port ${number} to 127.0.0.1 (clients outside this host lose access)`,
            'behavior-changing',
            bindToLoopback(port),
          ),
          ...fixIf(
            `Do not publish port ${number} (only other containers reach it)`,
            'behavior-changing',
            unpublish(service, port),
          ),
        ],
      });
    }
  },
});
