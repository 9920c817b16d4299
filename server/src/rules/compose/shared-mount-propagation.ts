import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule, yaml } from '../contract.ts';

const SHARED: ReadonlySet<string> = new Set(['shared', 'rshared']);

/** Where a mount asks for propagation back to the host. `slave` and `rslave` go one way, from the host, and are normal for exporters. */
function propagationOf(mount: ComposeMount): Location | undefined {
  const option = mount.options.find((candidate) => candidate.value !== undefined && SHARED.has(candidate.value));
  if (option !== undefined) return placeOf(option);
  const bind = mount.node.kind === 'map' ? mount.node.get('bind') : undefined;
  const propagation = bind?.kind === 'map' ? bind.get('propagation') : undefined;
  const isShared = propagation?.kind === 'scalar' && propagation.value !== undefined && SHARED.has(propagation.value);
  return isShared ? placeOf(propagation) : undefined;
}

export default defineRule({
  id: 'compose/shared-mount-propagation',
  subject: 'service',
  severity: 'low',
  severityBecause:
    'A foothold in the container that may mount gets an easier next step: its mounts appear on the host.',
  category: 'isolation',
  profile: 'recommended',
  stages: 'any',
  summary: 'Mounts made in the container appear on the host',
  why: 'With `shared` or `rshared` propagation whatever the container mounts below this path is mounted on the host as well. Only storage plug-ins need that; `rslave` is enough to see mounts of the host.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.20',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'Docker: bind propagation',
      url: 'https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation',
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
            volumes:
              - /mnt/data:/data:shared
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            volumes:
              - type: bind
                source: /mnt/data
                target: /data
                bind:
                  propagation: rshared
      `,
    ],
    good: [
      yaml`
        services:
          exporter:
            image: prom/node-exporter:v1.8.2
            volumes:
              - /:/host:ro,rslave
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            volumes:
              - ./shared:/shared
      `,
    ],
  },
  check(service, report) {
    for (const mount of service.mounts) {
      const place = propagationOf(mount);
      if (place === undefined) continue;
      report({
        at: place,
        message: `Mounts that ${quoted(service.name)} makes here appear on the host: use rslave, or leave it out`,
        path: ['services', service.name, 'volumes', mount.target?.written ?? ''],
      });
    }
  },
});
