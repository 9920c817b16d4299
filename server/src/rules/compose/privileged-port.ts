import { portKey, portPlace, portText } from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/privileged-port',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Hygiene: asked for by a benchmark.',
  category: 'exposure',
  profile: 'all',
  stages: 'production',
  summary: 'Port below 1024 is published on the host',
  why: 'The CIS benchmark asks that ports below 1024 are published only where that is needed. Every web server needs 80 and 443, so this rule is for whoever keeps a list.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.8',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
  ],
  fix: 'none',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            ports: ["443:8443"]
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            ports: ["8080:80"]
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            ports: ["80"]
      `,
    ],
  },
  check(service, report) {
    if (!runsInProduction(service)) return;
    for (const port of service.ports) {
      if (port.publishedRange === undefined || port.publishedRange.first >= 1024 || port.publishedRange.first === 0)
        continue;
      report({
        at: portPlace(port),
        message: `${quoted(service.name)} takes the privileged port ${portText(port)} of the host: use one above 1023 where you can`,
        path: ['services', service.name, 'ports', portKey(port)],
      });
    }
  },
});
