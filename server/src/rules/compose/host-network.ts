import { removeKey } from '../../formats/compose/edit.ts';
import { documents } from '../../knowledge/images/lookup.ts';
import { defineRule, fixIf, yaml } from '../contract.ts';
import { placeOf, quoted } from './service/names.ts';
import { factsOf, modelOf } from './service/role.ts';

export default defineRule({
  id: 'compose/host-network',
  subject: 'service',
  severity: 'high',
  severityBecause:
    'Every port the service opens is open to the network, and a foothold in it reaches what listens on the loopback of the host.',
  category: 'isolation',
  profile: 'recommended',
  stages: 'any',
  summary: 'Container uses the network of the host',
  why: 'In the network of the host nothing is published or isolated: each port a process opens is open on the host, and the container reaches every service that listens on loopback because it trusts local callers. `network_mode: bridge` is milder: it puts the container on the default bridge that all projects share.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.10 and 5.30',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'Docker: host network driver',
      url: 'https://docs.docker.com/engine/network/drivers/host/',
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
            network_mode: host
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            networks: [outside]
        networks:
          outside:
            external: true
            name: host
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            network_mode: none
      `,
      yaml`
        services:
          metrics:
            image: prom/node-exporter:v1.8.2
            network_mode: host
      `,
    ],
  },
  check(service, report, context) {
    if (documents(factsOf(service), 'host-network')) return;
    const mode = service.scalar('network_mode');
    const path = ['services', service.name, 'network_mode'];
    const value = mode?.value?.trim().toLowerCase();
    if (mode !== undefined && value === 'host') {
      report({
        at: placeOf(mode),
        message: `${quoted(service.name)} uses the host's network: every port it opens is public; publish ports instead`,
        path,
        fixes: fixIf(
          'Use the network of the project (ports must be published and others reached by service name)',
          'behavior-changing',
          removeKey(service, ['network_mode']),
        ),
      });
    }
    if (mode !== undefined && value === 'bridge') {
      report({
        at: placeOf(mode),
        message: `${quoted(service.name)} is on the bridge all projects share: they reach each other; use a network of its own`,
        severity: 'low',
        path,
      });
    }
    const model = modelOf(context);
    for (const network of service.networks) {
      const resource = model?.networks.find((candidate) => candidate.name === network.name);
      const name = resource?.body?.get('name');
      if (resource?.external !== true || name?.kind !== 'scalar' || name.value !== 'host') continue;
      report({
        at: placeOf(network),
        message: `${quoted(service.name)} uses the host's network: every port it opens is public; publish ports instead`,
        path: [...path, network.name],
      });
    }
  },
});
