import type { Edits } from '../../formats/compose/edit.ts';
import type { ComposeMount } from '../../formats/compose/parts.ts';
import { documents } from '../../knowledge/images/lookup.ts';
import { defineRule, fixIf, type Severity, yaml } from '../contract.ts';
import { hostPathOf, isWithin, makeReadOnly, mountPlace } from './service/host-paths.ts';
import { quoted } from './service/names.ts';
import { factsOf, modelOf } from './service/role.ts';

interface Sensitive {
  readonly path: string;
  /** Whether everything below counts, too. */
  readonly below: boolean;
  readonly writable: Severity;
  /** `undefined`: reading it is normal. */
  readonly readable: Severity | undefined;
  /** What a process in the container can do when it may write, and when it may read. */
  readonly writes: string;
  readonly reads: string;
}

const CREDENTIALS: ReadonlySet<string> = new Set([
  '.ssh',
  '.aws',
  '.kube',
  '.gnupg',
  '.docker',
  '.azure',
  '.config/gcloud',
]);

/** Paths of the host; a path is matched by whole parts, the longest first. */
const PATHS: readonly Sensitive[] = [
  {
    path: '/etc/passwd',
    below: false,
    writable: 'critical',
    readable: undefined,
    writes: 'add users to the host',
    reads: '',
  },
  {
    path: '/etc/group',
    below: false,
    writable: 'critical',
    readable: undefined,
    writes: 'add users to groups',
    reads: '',
  },
  {
    path: '/etc/shadow',
    below: false,
    writable: 'critical',
    readable: 'high',
    writes: 'set passwords of the host',
    reads: 'read password hashes',
  },
  {
    path: '/etc/sudoers',
    below: true,
    writable: 'critical',
    readable: 'low',
    writes: 'give itself root',
    reads: 'read who may be root',
  },
  {
    path: '/etc/cron.d',
    below: true,
    writable: 'critical',
    readable: undefined,
    writes: 'run programs as root',
    reads: '',
  },
  {
    path: '/etc/systemd',
    below: true,
    writable: 'critical',
    readable: undefined,
    writes: 'run programs as root',
    reads: '',
  },
  {
    path: '/etc/kubernetes',
    below: true,
    writable: 'critical',
    readable: 'high',
    writes: 'take the cluster over',
    reads: 'read cluster keys',
  },
  {
    path: '/etc',
    below: false,
    writable: 'critical',
    readable: 'high',
    writes: 'change users and start-up of the host',
    reads: 'read password hashes and keys',
  },
  {
    path: '/root',
    below: false,
    writable: 'critical',
    readable: 'high',
    writes: 'log in as root',
    reads: "read root's keys",
  },
  {
    path: '/boot',
    below: true,
    writable: 'critical',
    readable: undefined,
    writes: 'change the kernel that starts next',
    reads: '',
  },
  {
    path: '/var/lib/docker/volumes',
    below: true,
    writable: 'high',
    readable: 'medium',
    writes: 'change the data of other services',
    reads: 'read the data of other services',
  },
  {
    path: '/var/lib/docker/containers',
    below: true,
    writable: 'high',
    readable: undefined,
    writes: 'change other containers',
    reads: '',
  },
  {
    path: '/var/lib/docker',
    below: false,
    writable: 'critical',
    readable: 'high',
    writes: 'change every container',
    reads: 'read every container',
  },
  {
    path: '/var/lib/containerd',
    below: false,
    writable: 'critical',
    readable: 'high',
    writes: 'change every container',
    reads: 'read every container',
  },
  {
    path: '/var/lib/kubelet',
    below: false,
    writable: 'critical',
    readable: 'high',
    writes: 'take the node over',
    reads: 'read every pod',
  },
  {
    path: '/var/lib',
    below: false,
    writable: 'critical',
    readable: 'high',
    writes: 'change the data of every service',
    reads: 'read the data of every service',
  },
  {
    path: '/var',
    below: false,
    writable: 'critical',
    readable: 'high',
    writes: 'change the data of every service',
    reads: 'read the data of every service',
  },
  {
    path: '/proc',
    below: false,
    writable: 'critical',
    readable: 'medium',
    writes: 'change kernel settings',
    reads: 'read every process',
  },
  {
    path: '/proc/sys',
    below: true,
    writable: 'critical',
    readable: undefined,
    writes: 'change kernel settings',
    reads: '',
  },
  {
    path: '/sys',
    below: false,
    writable: 'high',
    readable: undefined,
    writes: 'change kernel and devices',
    reads: '',
  },
  {
    path: '/dev',
    below: false,
    writable: 'critical',
    readable: 'high',
    writes: 'reach disks and memory of the host',
    reads: 'reach disks of the host',
  },
  {
    path: '/usr',
    below: false,
    writable: 'critical',
    readable: undefined,
    writes: 'replace programs of the host',
    reads: '',
  },
  {
    path: '/usr/bin',
    below: false,
    writable: 'critical',
    readable: undefined,
    writes: 'replace programs of the host',
    reads: '',
  },
  {
    path: '/usr/local/bin',
    below: false,
    writable: 'critical',
    readable: undefined,
    writes: 'replace programs of the host',
    reads: '',
  },
  {
    path: '/bin',
    below: false,
    writable: 'critical',
    readable: undefined,
    writes: 'replace programs of the host',
    reads: '',
  },
  {
    path: '/sbin',
    below: false,
    writable: 'critical',
    readable: undefined,
    writes: 'replace programs of the host',
    reads: '',
  },
  {
    path: '/lib',
    below: false,
    writable: 'critical',
    readable: undefined,
    writes: 'replace libraries of the host',
    reads: '',
  },
  {
    path: '/home',
    below: false,
    writable: 'high',
    readable: 'high',
    writes: 'log in as any user',
    reads: 'read the keys of all users',
  },
];

const ROOT: Sensitive = {
  path: '/',
  below: false,
  writable: 'critical',
  readable: 'high',
  writes: 'change the whole host',
  reads: 'read the whole host',
};

function sensitiveOf(path: string): Sensitive | undefined {
  if (path === '/') return ROOT;
  const known = PATHS.find((candidate) => (candidate.below ? isWithin(path, candidate.path) : path === candidate.path));
  return known ?? credentialFolder(path);
}

/** `/home/deploy/.ssh`, `/root/.aws/credentials`, `/home/~/.kube`: keys to other machines. A single public file is none. */
function credentialFolder(path: string): Sensitive | undefined {
  if (!isWithin(path, '/home') && !isWithin(path, '/root')) return undefined;
  const parts = path.split('/').slice(2);
  const name =
    parts.find((part) => CREDENTIALS.has(part)) ?? (path.includes('/.config/gcloud') ? '.config/gcloud' : undefined);
  if (name === undefined || /known_hosts$|\.pub$|authorized_keys$|config\.json$/.test(path)) return undefined;
  return {
    path,
    below: true,
    writable: 'high',
    readable: 'high',
    writes: `use the logins in ${name}`,
    reads: `use the logins in ${name}`,
  };
}

export default defineRule({
  id: 'compose/sensitive-host-path',
  subject: 'service',
  severity: 'critical',
  severityBecause: 'A foothold in the container that may write there gets the host; reading alone is lowered.',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'Container may use a system path of the host',
  why: 'A bind mount is the real folder of the host. With `/`, `/etc`, `/root` or `/var/lib/docker` in the container, root in it is root on the host: it adds a user, a key or a scheduled job. Mount the one file or folder that is needed, read-only where possible.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.6',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'OWASP Docker Security, rule 8',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
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
            volumes:
              - /etc:/host/etc
      `,
      yaml`
        services:
          backup:
            image: example/backup:1.4.2
            volumes:
              - type: bind
                source: /
                target: /host
                read_only: true
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            volumes:
              - /etc/localtime:/etc/localtime:ro
              - /srv/app:/srv/app
              - /var/www:/var/www
              - /etcetera:/data
      `,
      yaml`
        services:
          metrics:
            image: prom/node-exporter:v1.8.2
            volumes:
              - /:/host:ro,rslave
              - /var/lib/backup/data
      `,
    ],
  },
  check(service, report, context) {
    const model = modelOf(context);
    const documented = documents(factsOf(service), 'host-path');
    for (const mount of service.mounts) {
      const path = hostPathOf(mount, model);
      const sensitive = path === undefined ? undefined : sensitiveOf(path);
      if (path === undefined || sensitive === undefined || mount.readOnly === undefined) continue;
      const severity = mount.readOnly ? sensitive.readable : sensitive.writable;
      if (severity === undefined || (documented && mount.readOnly)) continue;
      const what = mount.readOnly ? sensitive.reads : sensitive.writes;
      report({
        at: mountPlace(mount),
        message: `${quoted(service.name)} can ${what} through ${shortened(path)}; mount less, read-only`,
        severity,
        path: ['services', service.name, 'volumes', path],
        fixes: mount.readOnly
          ? []
          : fixIf(`Mount ${path} read-only (writes to it fail)`, 'behavior-changing', readOnlyFix(mount, sensitive)),
      });
    }
  },
});

/** Only where reading is all right: else the finding would stay. */
function readOnlyFix(mount: ComposeMount, sensitive: Sensitive): Edits {
  return sensitive.readable === undefined && mount.type === 'bind' ? makeReadOnly(mount) : undefined;
}

function shortened(path: string): string {
  return path.length > 26 ? `${path.slice(0, 25)}…` : path;
}
