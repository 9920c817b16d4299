/** How serious it is that a container gets a path. */
export type PathSeverity = 'critical' | 'high' | 'medium' | 'low';

/** A path of the host that gives more than files (hier(7), the folders of Docker, containerd and kubelet). */
export interface SensitivePath {
  readonly path: string;
  /** Whether everything below counts, too. */
  readonly below: boolean;
  readonly writable: PathSeverity;
  /** `undefined`: reading it is normal. */
  readonly readable: PathSeverity | undefined;
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
const PATHS: readonly SensitivePath[] = [
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

const ROOT: SensitivePath = {
  path: '/',
  below: false,
  writable: 'critical',
  readable: 'high',
  writes: 'change the whole host',
  reads: 'read the whole host',
};

/** What is at stake when a container gets an absolute path of the host; `undefined` for ordinary ones. */
export function sensitivePath(path: string): SensitivePath | undefined {
  if (path === '/') return ROOT;
  const known = PATHS.find((candidate) => (candidate.below ? isWithin(path, candidate.path) : path === candidate.path));
  return known ?? credentialFolder(path);
}

/** `/home/deploy/.ssh`, `/root/.aws/credentials`, `/home/~/.kube`: keys to other machines. A single public file is none. */
function credentialFolder(path: string): SensitivePath | undefined {
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

/** Whether `path` is `folder` or lies in it. Both are absolute and in their shortest form. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}
