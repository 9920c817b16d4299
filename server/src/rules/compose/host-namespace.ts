import { type Fix, fixIf } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { removeKey } from '../../formats/compose/edit/remove.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { HostAccess } from '../../knowledge/images/access-need.ts';
import { holdsEngine } from '../../subjects/compose/engine-socket.ts';
import { needOf } from '../../subjects/compose/grants.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

interface Shared {
  readonly key: string;
  readonly severity: Severity;
  readonly risk: string;
  readonly loses: string;
  /** What to do, when it is not just to remove it. */
  readonly advice?: string;
  readonly access?: HostAccess;
}

const NAMESPACES: readonly Shared[] = [
  {
    key: 'pid',
    severity: 'high',
    risk: 'it sees the processes of the host and their secrets',
    loses: 'it sees only its own processes',
    access: 'host-pid',
  },
  {
    key: 'ipc',
    severity: 'medium',
    risk: 'it reads shared memory of other programs',
    advice: 'set shm_size instead',
    loses: 'shared memory is its own: 64 MB unless shm_size is set',
    access: 'host-ipc',
  },
  {
    key: 'userns_mode',
    severity: 'medium',
    risk: 'root in it is root outside',
    loses: 'the daemon maps its users again',
    access: 'host-users',
  },
  {
    key: 'cgroup',
    severity: 'medium',
    risk: 'it sees the control groups of the host',
    loses: 'it sees only its own control group',
    access: 'host-cgroup',
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
  check(service, report, context) {
    const model = modelOf(context);
    for (const shared of NAMESPACES) {
      const { key, risk, access } = shared;
      const node = service.scalar(key);
      if (node?.value?.trim().toLowerCase() !== 'host') continue;
      // whoever holds the engine's socket is root outside anyway, and needs its own user ids for it
      const isForSocket = key === 'userns_mode' && holdsEngine(service, model);
      // a program that is there to watch the host cannot do without, and nothing in the file would change it
      if (isForSocket || (access !== undefined && needOf(service, access, model) !== undefined)) continue;
      report({
        at: placeOf(node),
        message: `${quoted(service.name)} shares ${key} with the host: ${risk}; ${shared.advice ?? 'remove it'}`,
        severity: shared.severity,
        path: ['services', service.name, key],
        fixes: repairs(service, shared),
      });
    }
  },
});

/** What a program took from the host's shared memory it needs of its own: Docker gives 64 MB. */
function repairs(service: ComposeService, { key, loses }: Shared): readonly Fix[] {
  const removed = removeKey(service, [key]);
  if (key !== 'ipc' || service.get('shm_size') !== undefined)
    return fixIf(`Remove ${key}: host (${loses})`, 'behavior-changing', removed);
  const sized = setKey(service, ['shm_size'], { placeholder: 'SIZE' });
  if (removed === undefined || sized === undefined) return [];
  return fixIf('Replace ipc: host by a shm_size of its own', 'needs-input', [...removed, ...sized]);
}
