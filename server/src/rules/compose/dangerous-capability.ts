import { fixIf } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import { removeItem } from '../../formats/compose/edit/remove.ts';
import type { HostAccess } from '../../knowledge/images/access-need.ts';
import { needOf, severityByNeed } from '../../subjects/compose/grants.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

interface Danger {
  readonly severity: Severity;
  /** What it lets a process do. */
  readonly lets: string;
  /** What to do, when it is known how to do without. */
  readonly instead?: string;
  /** What is noticed without it; default: calls that need it fail. */
  readonly without?: string;
  /** The access as documents name it. */
  readonly access?: HostAccess;
  /** What it lets a process do that sees the processes of the host. */
  readonly onHost?: Danger;
}

/** Capabilities outside Docker's default set that weaken the host, with what they let a process do (capabilities(7)). */
const DANGERS: ReadonlyMap<string, Danger> = new Map<string, Danger>([
  [
    'ALL',
    {
      severity: 'critical',
      lets: 'do nearly all that root on the host can',
      access: 'privileged',
    },
  ],
  [
    'SYS_ADMIN',
    {
      severity: 'critical',
      lets: 'mount file systems and leave the container',
      access: 'sys-admin',
    },
  ],
  [
    'SYS_MODULE',
    {
      severity: 'critical',
      lets: 'load code into the kernel',
      access: 'sys-module',
      // WireGuard and others are part of the kernel or can be loaded at boot
      instead: 'load the module on the host instead',
      without: 'the host must have loaded what it asks for',
    },
  ],
  [
    'SYS_RAWIO',
    {
      severity: 'critical',
      lets: 'read and write memory and disks of the host',
    },
  ],
  ['BPF', { severity: 'high', lets: 'run programs in the kernel', access: 'bpf' }],
  ['SYS_BOOT', { severity: 'high', lets: 'restart the host or load another kernel' }],
  ['DAC_READ_SEARCH', { severity: 'high', lets: 'read any file of the host by its handle' }],
  ['MAC_ADMIN', { severity: 'high', lets: 'change the rules that confine it' }],
  ['MAC_OVERRIDE', { severity: 'high', lets: 'ignore the rules that confine it' }],
  // without the host's process ids it sees the processes of its own container only (ptrace(2), pid_namespaces(7))
  [
    'SYS_PTRACE',
    {
      severity: 'low',
      lets: 'read and change the other processes in it',
      access: 'sys-ptrace',
      onHost: { severity: 'critical', lets: 'read and change every process of the host', access: 'sys-ptrace' },
    },
  ],
  ['PERFMON', { severity: 'medium', lets: 'watch the whole kernel' }],
  [
    'NET_ADMIN',
    {
      severity: 'medium',
      lets: 'change routes and firewall rules',
      access: 'net-admin',
    },
  ],
  ['SYS_TIME', { severity: 'medium', lets: 'set the clock of the host', access: 'sys-time' }],
  ['SYSLOG', { severity: 'medium', lets: "read the kernel's log and addresses" }],
  ['AUDIT_CONTROL', { severity: 'medium', lets: 'switch the audit log off' }],
  ['CHECKPOINT_RESTORE', { severity: 'medium', lets: 'take over process ids' }],
]);

/** `cap_sys_admin`, `SYS_ADMIN`: the name without prefix, upper case. */
function nameOf(capability: string): string {
  const upper = capability.trim().toUpperCase();
  return upper.startsWith('CAP_') ? upper.slice('CAP_'.length) : upper;
}

export default defineRule({
  id: 'compose/dangerous-capability',
  subject: 'service',
  severity: 'critical',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'Capability lets the container reach the host',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (service.flag('privileged') === true) return;
    for (const item of service.scalars('cap_add')) {
      const name = item.value === undefined ? '' : nameOf(item.value);
      const known = DANGERS.get(name);
      const danger = service.text('pid') === 'host' ? (known?.onHost ?? known) : known;
      if (danger === undefined) continue;
      const need = danger.access === undefined ? undefined : needOf(service, danger.access, modelOf(context));
      const severity = severityByNeed(danger.severity, need);
      if (severity === undefined) continue;
      report({
        at: placeOf(item),
        message: `${name} lets ${quoted(service.name)} ${danger.lets}; ${danger.instead ?? (need === undefined ? 'remove it unless it fails without' : 'its work needs it: keep it to a host of its own')}`,
        severity,
        path: ['services', service.name, 'cap_add', name],
        fixes:
          need !== undefined && danger.instead === undefined
            ? []
            : fixIf(
                `Remove ${name} (${danger.without ?? 'calls that need it fail'})`,
                'behavior-changing',
                removeItem(service, ['cap_add'], item),
              ),
      });
    }
  },
});
