import { fixIf } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import { removeKey } from '../../formats/compose/edit/remove.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { HostAccess } from '../../knowledge/images/image-facts.ts';
import { documents } from '../../knowledge/images/lookup.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { factsOf } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

interface Shared {
  readonly key: string;
  readonly severity: Severity;
  readonly risk: string;
  readonly loses: string;
  readonly documentedAs?: HostAccess;
}

const NAMESPACES: readonly Shared[] = [
  {
    key: 'pid',
    severity: 'high',
    risk: 'it sees all processes of the host and their secrets',
    loses: 'it sees only its own processes',
    documentedAs: 'host-pid',
  },
  {
    key: 'ipc',
    severity: 'medium',
    risk: 'it reads shared memory of other programs; set shm_size instead',
    loses: 'shared memory is its own: 64 MB unless shm_size is set',
    documentedAs: 'host-ipc',
  },
  {
    key: 'userns_mode',
    severity: 'medium',
    risk: 'root in it is root outside',
    loses: 'the daemon maps its users again',
  },
  {
    key: 'cgroup',
    severity: 'medium',
    risk: 'it sees the control groups of the host',
    loses: 'it sees only its own control group',
  },
  {
    key: 'uts',
    severity: 'low',
    risk: 'it sees and may set the name of the host',
    loses: 'it has a host name of its own',
  },
];

export default defineRule({
  id: 'compose/host-namespace',
  subject: 'service',
  severity: 'high',
  severityBecause:
    'A foothold in the container gets the environment and memory of other services for `pid`; the others are lowered.',
  category: 'isolation',
  profile: 'recommended',
  stages: 'any',
  summary: 'Container shares a namespace with the host',
  why: 'Namespaces are what makes a container see only itself. With `pid: host` it lists every process of the host, reads their command lines and environments and, as the same user, signals them; `ipc`, `uts`, `userns_mode` and `cgroup` each take down one more wall.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.16, 5.17, 5.21 and 5.31',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'Compose: services',
      url: 'https://docs.docker.com/reference/compose-file/services/#pid',
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
            pid: host
      `,
      yaml`
        services:
          train:
            image: example/train:1.4.2
            ipc: "host"
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            pid: service:db
          db:
            image: example/db:1.4.2
      `,
      yaml`
        services:
          metrics:
            image: prom/node-exporter:v1.8.2
            pid: host
      `,
    ],
  },
  check(service, report) {
    const facts = factsOf(service);
    for (const { key, severity, risk, loses, documentedAs } of NAMESPACES) {
      const node = service.scalar(key);
      if (node?.value?.trim().toLowerCase() !== 'host') continue;
      if (documentedAs !== undefined && documents(facts, documentedAs)) continue;
      const edits: Edits = removeKey(service, [key]);
      report({
        at: placeOf(node),
        message: `${quoted(service.name)} shares ${key} with the host: ${risk}${risk.includes(';') ? '' : '; remove it'}`,
        severity,
        path: ['services', service.name, key],
        fixes: fixIf(`Remove ${key}: host (${loses})`, 'behavior-changing', edits),
      });
    }
  },
});
