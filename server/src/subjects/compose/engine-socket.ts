import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { hostPathOf } from './host-paths.ts';

const SOCKETS: ReadonlySet<string> = new Set([
  'docker.sock',
  'dockershim.sock',
  'containerd.sock',
  'crio.sock',
  'podman.sock',
  'cri-dockerd.sock',
  'buildkitd.sock',
  'docker.sock.raw',
]);
/** Folders that hold a runtime's socket. */
const FOLDERS: ReadonlySet<string> = new Set([
  '/run',
  '/var/run',
  '/run/docker',
  '/var/run/docker',
  '/run/containerd',
  '/var/run/containerd',
  '/run/podman',
  '/var/run/podman',
  '/run/crio',
  '/var/run/crio',
  '/run/systemd',
  '/run/systemd/private',
]);

function givesSocket(path: string | undefined): boolean {
  if (path === undefined) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return SOCKETS.has(name) || FOLDERS.has(path);
}

/**
 * Whether a mount hands a container engine's socket over. A path behind a reference is known well enough when it ends in a socket's name
 * (`${DOCKER_SOCK:-…}/docker.sock`).
 */
export function isSocketMount(mount: ComposeMount, model: ComposeModel | undefined): boolean {
  if (givesSocket(hostPathOf(mount, model))) return true;
  if (mount.source === undefined || mount.type === 'volume') return false;
  const written = mount.source.value ?? mount.source.written;
  return mount.source.value === undefined && SOCKETS.has(written.slice(written.lastIndexOf('/') + 1));
}

/** Whether the service holds an engine's socket: whatever else it is given then adds nothing. */
export function holdsEngine(service: ComposeService, model: ComposeModel | undefined): boolean {
  return service.flag('use_api_socket') === true || service.mounts.some((mount) => isSocketMount(mount, model));
}
