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

/** Files and folders of the host from which root runs programs or reads its orders; writing one of them is root on the host. */
const ORDERS: readonly (readonly [writes: string, ...paths: string[]])[] = [
  // sshd(8): AuthorizedKeysFile, ForceCommand and the host's own keys
  ['let others log in over SSH', '/etc/ssh'],
  // pam.d(5)
  ['decide who may log in', '/etc/pam.d', '/etc/pam.conf'],
  ['give itself root', '/etc/sudoers.d', '/etc/polkit-1'],
  // sh(1), bash(1): read by every login
  ['run programs at the next login', '/etc/profile', '/etc/profile.d', '/etc/bash.bashrc', '/etc/environment'],
  ['run programs as root', '/root/.bashrc', '/root/.profile', '/root/.bash_profile', '/root/.bash_login'],
  // ld.so(8)
  ['load code into every program', '/etc/ld.so.preload', '/etc/ld.so.conf', '/etc/ld.so.conf.d'],
  // systemd-sysv-generator(8), rc-local.service(8)
  ['run programs as root', '/etc/init.d', '/etc/rc.local', '/etc/rc.d'],
  // crontab(5), cron(8), anacron(8)
  ['run programs as root', '/etc/crontab', '/etc/cron.hourly', '/etc/cron.daily', '/etc/cron.weekly'],
  ['run programs as root', '/etc/cron.monthly', '/etc/anacrontab', '/var/spool/cron'],
  // udev(7): RUN; modprobe.d(5): install; modules-load.d(5)
  ['run programs as root', '/etc/udev', '/etc/modprobe.d', '/etc/modules-load.d'],
  // systemd.unit(5): unit search path
  ['run programs as root', '/lib/systemd', '/usr/lib/systemd', '/usr/local/lib/systemd', '/run/systemd/system'],
  // dockerd(8): daemon.json
  ['set how Docker runs', '/etc/docker/daemon.json'],
  // proc(5)
  ['stop or restart the host', '/proc/sysrq-trigger'],
];

/** The same for folders whose single files are often mounted alone: only the folder itself counts. */
const FOLDERS: readonly (readonly [writes: string, ...paths: string[]])[] = [
  ['set how Docker runs', '/etc/docker'],
  ['replace programs of the host', '/usr/sbin', '/usr/local/sbin'],
  ['replace libraries of the host', '/usr/lib', '/usr/lib64', '/lib64', '/usr/local/lib'],
];

function critical(rows: typeof ORDERS, below: boolean): readonly SensitivePath[] {
  return rows.flatMap(([writes, ...paths]) =>
    paths.map((path) => ({ path, below, writable: 'critical' as const, readable: undefined, writes, reads: '' })),
  );
}

/** Paths of the host; a path is matched by whole parts, the longest first. */
const PATHS: readonly SensitivePath[] = [
  ...critical(ORDERS, true),
  ...critical(FOLDERS, false),
  {
    // tracefs and kprobes: Documentation/trace/ftrace.rst
    path: '/sys/kernel/debug',
    below: true,
    writable: 'high',
    readable: undefined,
    writes: 'trace and change the kernel',
    reads: '',
  },
  {
    // a socket: read-only mounts stop nobody from speaking to it (dbus-daemon(1))
    path: '/run/dbus',
    below: true,
    writable: 'medium',
    readable: 'low',
    writes: 'command system services',
    reads: 'command system services',
  },
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
  // /var/run is a link to /run (hier(7))
  if (isWithin(path, '/var/run')) return sensitivePath(path.slice('/var'.length));
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
