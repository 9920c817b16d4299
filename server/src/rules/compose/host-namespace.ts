import { fixIf } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import { removeKey } from '../../formats/compose/edit/remove.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { HostAccess } from '../../knowledge/images/image-facts.ts';
import { documents } from '../../knowledge/images/lookup.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { factsOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

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
  category: 'isolation',
  profile: 'recommended',
  stages: 'any',
  summary: 'Container shares a namespace with the host',
  fix: 'behavior-changing',
  formats: ['compose'],
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
