/** A kind of access to the host that a compose file can give. */
export type HostAccess =
  | 'privileged'
  | 'docker-socket'
  | 'host-network'
  | 'host-pid'
  | 'host-ipc'
  | 'host-cgroup'
  | 'host-users'
  | 'host-path'
  | 'host-device'
  | 'net-admin'
  | 'sys-admin'
  | 'sys-module'
  | 'sys-ptrace'
  | 'sys-time'
  | 'ipc-lock'
  | 'bpf'
  | 'seccomp'
  | 'apparmor';

/** What the documents of one program ask for; its images are one program under several names. */
export interface AccessNeed {
  readonly images: readonly string[];
  /** What the documents show or ask for, kind by kind. */
  readonly access: readonly HostAccess[];
  /** Of these, what the program is there for: without it, it does nothing. */
  readonly essential: readonly HostAccess[];
  /** Where it was read, as in the image table; `see …` was not read for this table. */
  readonly source: string;
}

/** A row: the images of one program, where it was read, and the kinds of access; `!` behind one that the program is there for. */
export function need(
  images: string | readonly string[],
  source: string,
  ...access: readonly (HostAccess | `${HostAccess}!`)[]
): AccessNeed {
  const plain = (one: string): HostAccess => one.replace('!', '') as HostAccess;
  return {
    images: typeof images === 'string' ? [images] : images,
    access: access.map(plain),
    essential: access.filter((one) => one.endsWith('!')).map(plain),
    source,
  };
}
