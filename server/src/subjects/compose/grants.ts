import { lowerBy, type Severity } from '../../finding/severity.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { AccessNeed, HostAccess } from '../../knowledge/images/access-need.ts';
import { ENGINE_MANAGERS, JOB_RUNNERS } from '../../knowledge/images/engine-access.ts';
import { documentedNeed, documentedNeedOf } from '../../knowledge/images/host-access.ts';
import { parseImageName } from '../../knowledge/images/image-name.ts';
import { wordsOf } from './command-words.ts';
import { dockerfileOf } from './dockerfile.ts';

/** How much a service needs an access to the host: it is there for nothing else, or its documents show it. */
export type Need = 'essential' | 'documented';

/**
 * What a documented need leaves of a severity: two steps lower, and where the service is there for the access alone low at most. Never
 * silent for what was high or critical; what was medium or low is not worth saying then (`undefined`).
 */
export function severityByNeed(severity: Severity, need: Need | undefined): Severity | undefined {
  if (need === undefined) return severity;
  if (need === 'essential') return severity === 'critical' || severity === 'high' ? 'low' : undefined;
  return lowerBy(severity, 2);
}

/**
 * Whether and how much the service needs an access: by the documents of its image, else by what it is seen to do. The image's
 * name counts even where it is built here, and so does the image it is built from: who builds BuildKit runs BuildKit.
 */
export function needOf(service: ComposeService, access: HostAccess, model: ComposeModel | undefined): Need | undefined {
  const images = [service.image?.value, dockerfileOf(service, model)?.base];
  const documented = images
    .map((image) => documentedNeed(repositoryOf(image), access))
    .find((need) => need !== undefined);
  return documented ?? builtNeed(service, access) ?? seen(service).get(access);
}

/**
 * A program built from its source has no image to look up: the service has the name of a documented one, and so has its
 * container, or variables of that name configure it (`iggy-server` with `IGGY_TCP_ADDRESS`). The name alone would be a guess.
 */
function builtNeed(service: ComposeService, access: HostAccess): Need | undefined {
  if (service.build === undefined) return undefined;
  const words = service.name.toLowerCase().split(/[-_.]/);
  const product = words.find((word) => {
    const prefix = `${word.toUpperCase()}_`;
    const isNamed = service.scalar('container_name')?.value?.toLowerCase().split(/[-_.]/).includes(word) ?? false;
    return word.length > 3 && (isNamed || service.environment.some(({ name }) => name.startsWith(prefix)));
  });
  return product === undefined ? undefined : documentedNeedOf(product, access);
}

function repositoryOf(image: string | undefined): string | undefined {
  return image === undefined ? undefined : parseImageName(image)?.repository;
}

/** What a service shows of its role, and which access such services need. */
interface Role {
  readonly is: (service: ComposeService) => boolean;
  readonly needs: Readonly<Partial<Record<HostAccess, Need>>>;
}

const VPN_PORTS: ReadonlySet<number> = new Set([51820, 1194, 500, 4500]);
/** DHCP, TFTP for network boot, SSDP, mDNS, Jellyfin's discovery. */
const BROADCAST_PORTS: ReadonlySet<number> = new Set([67, 68, 69, 546, 547, 1900, 5353, 7359]);
const ENGINES: ReadonlySet<string> = new Set(['dind', 'dockerd', 'buildkitd', 'k3s', 'k3d', 'minikube', 'microk8s']);
const DEBUGGERS: ReadonlySet<string> = new Set([
  'dlv',
  'delve',
  'debug',
  'gdb',
  'gdbserver',
  'lldb',
  'strace',
  'py-spy',
]);
const BROWSERS: ReadonlySet<string> = new Set([
  'playwright',
  'chrome',
  'chromium',
  'selenium',
  'puppeteer',
  'browserless',
]);
const SNIFFERS: ReadonlySet<string> = new Set(['tcpdump', 'tshark', 'zeek', 'suricata', 'snort', 'ntopng', 'arpwatch']);
/** A link of the host as a command names it. */
const LINK = /^(?:eth\d{1,3}|en[opsx]\w{1,12}|wl\w{1,12}\d|br\d{1,3}|br-\w{1,12}|bond\d{1,3}|docker0)(?:\.\d{1,4})?$/;
/** Where host monitors look for the host's files. */
const HOST_ROOTS: ReadonlySet<string> = new Set([
  '/hostfs',
  '/rootfs',
  '/host',
  '/host/root',
  '/host/rootfs',
  '/host_root',
]);

/** Programs that make or hold tunnels, filter packets or speak to the links themselves; they serve nobody on a port of the host. */
const LINK_PROGRAMS: ReadonlySet<string> = new Set([
  'openconnect',
  'ocproxy',
  'openfortivpn',
  'vpnc',
  'openvpn',
  'wireguard',
  'strongswan',
  'bettercap',
  'netfilter',
  'nftables',
  'iptables',
  'keepalived',
  'fail2ban',
]);

const ROLES: readonly Role[] = [
  {
    is: (service) => udpPorts(service).some((port) => VPN_PORTS.has(port)),
    // WireGuard's image loads the module where the host has not
    needs: { 'net-admin': 'essential', 'sys-module': 'documented' },
  },
  {
    is: (service) => isCalled(service, LINK_PROGRAMS),
    needs: { 'host-network': 'essential', 'net-admin': 'essential' },
  },
  { is: (service) => hasDevice(service, '/dev/net/tun'), needs: { 'net-admin': 'essential' } },
  {
    is: (service) => udpPorts(service).some((port) => BROADCAST_PORTS.has(port)),
    needs: { 'host-network': 'documented', 'net-admin': 'documented' },
  },
  { is: namesLink, needs: { 'host-network': 'documented', 'net-admin': 'documented' } },
  { is: isSniffer, needs: { 'host-network': 'essential', 'net-admin': 'essential' } },
  { is: announcesLoopback, needs: { 'host-network': 'documented' } },
  {
    is: (service) => isCalled(service, ENGINES),
    needs: { privileged: 'essential', seccomp: 'documented', apparmor: 'documented' },
  },
  { is: (service) => hasDevice(service, '/dev/fuse'), needs: { 'sys-admin': 'documented', apparmor: 'documented' } },
  {
    is: (service) => isCalled(service, DEBUGGERS) || isDebugged(service),
    needs: { 'sys-ptrace': 'essential', seccomp: 'documented', apparmor: 'documented' },
  },
  { is: (service) => isCalled(service, BROWSERS), needs: { 'host-ipc': 'documented', 'sys-admin': 'documented' } },
  { is: startsContainers, needs: { 'docker-socket': 'documented' } },
  {
    is: watchesHost,
    needs: {
      'docker-socket': 'documented',
      'host-path': 'documented',
      'host-pid': 'documented',
      'host-cgroup': 'documented',
    },
  },
];

/** Asked for every access of a service. A cache only. */
const known = new WeakMap<ComposeService, ReadonlyMap<HostAccess, Need>>();

function seen(service: ComposeService): ReadonlyMap<HostAccess, Need> {
  let needs = known.get(service);
  if (needs === undefined) {
    const found = new Map<HostAccess, Need>();
    for (const role of ROLES) {
      if (!role.is(service)) continue;
      for (const [access, need] of Object.entries(role.needs) as [HostAccess, Need][]) {
        if (found.get(access) !== 'essential') found.set(access, need);
      }
    }
    needs = found;
    known.set(service, needs);
  }
  return needs;
}

/** Programs that make a link of their own in user space; WireGuard's may when the kernel lacks it. */
const TUNNEL_PROGRAMS: ReadonlySet<string> = new Set(['openconnect', 'ocproxy', 'vpnc', 'openvpn', 'wireguard']);

/** Whether it makes tunnels, for which it opens `/dev/net/tun`. */
export function isTunnel(service: ComposeService): boolean {
  return udpPorts(service).some((port) => VPN_PORTS.has(port)) || isCalled(service, TUNNEL_PROGRAMS);
}

/** Container ports of UDP, published or exposed. */
function udpPorts(service: ComposeService): readonly number[] {
  const published = service.ports.flatMap(({ protocol, targetRange }) =>
    protocol === 'udp' && targetRange !== undefined ? [targetRange.first, targetRange.last] : [],
  );
  const exposed = service.scalars('expose').flatMap(({ value }) => {
    const [port, protocol] = value?.split('/') ?? [];
    return protocol === 'udp' ? [Number(port)] : [];
  });
  return [...published, ...exposed];
}

function hasDevice(service: ComposeService, path: string): boolean {
  return (service.list('devices')?.items ?? []).some((item) => {
    const node = item.kind === 'map' ? item.get('source') : item;
    return node?.kind === 'scalar' && node.value?.split(':')[0] === path;
  });
}

/** Whether one of the words is a word of the image's name or tag, of the service's name, or a program of its command. */
function isCalled(service: ComposeService, words: ReadonlySet<string>): boolean {
  for (const name of namesIn(service)) if (words.has(name)) return true;
  return false;
}

function namesIn(service: ComposeService): ReadonlySet<string> {
  let names = called.get(service);
  if (names === undefined) {
    const image = service.image?.value?.toLowerCase() ?? '';
    const own = [...image.split(/[/:@_.-]/), ...service.name.toLowerCase().split(/[_.-]/)];
    // The words of the command without their folders.
    const programs = commandWords(service).map((word) => word.slice(word.lastIndexOf('/') + 1));
    names = new Set([...own, ...programs]);
    called.set(service, names);
  }
  return names;
}

function commandWords(service: ComposeService): readonly string[] {
  let words = commands.get(service);
  if (words === undefined) {
    words = wordsOf(service).flatMap(({ word }) => (word.value ?? word.text).split(/\s+/));
    commands.set(service, words);
  }
  return words;
}

/** Asked for by every role that a service may have. Caches only. */
const called = new WeakMap<ComposeService, ReadonlySet<string>>();
const commands = new WeakMap<ComposeService, readonly string[]>();

/** Ports by which debuggers are reached: Delve, Node.js, Java, debugpy. */
const DEBUG_PORTS: ReadonlySet<number> = new Set([2345, 40_000, 9229, 5005, 5678]);

/** May trace processes, and opens the port of a debugger. */
function isDebugged(service: ComposeService): boolean {
  const traces = service.scalars('cap_add').some(({ value }) => /^(?:CAP_)?SYS_PTRACE$/i.test(value ?? ''));
  return traces && service.ports.some(({ targetRange }) => DEBUG_PORTS.has(targetRange?.first ?? 0));
}

/** The client of an engine as its command, or a proxy that is told to find containers. */
function startsContainers(service: ComposeService): boolean {
  const words = commandWords(service);
  const [first = ''] = words;
  const program = first.slice(first.lastIndexOf('/') + 1);
  return (
    // where docker-gen and its relatives look for the socket
    service.mounts.some(({ target }) => target?.value === '/tmp/docker.sock') ||
    ['docker', 'docker-compose', 'podman', 'nerdctl', 'ctr'].includes(program) ||
    words.some((word) => /^--providers\.(?:docker|swarm)\b|docker\.sock/i.test(word))
  );
}

/** Whether it runs the jobs of a CI system, by its image. */
export function runsJobs(service: ComposeService): boolean {
  return isOneOf(service, JOB_RUNNERS);
}

/** Whether people start containers of their choosing with it, by its image: Portainer, Dockge. */
export function managesEngine(service: ComposeService): boolean {
  return isOneOf(service, ENGINE_MANAGERS);
}

function isOneOf(service: ComposeService, needs: readonly AccessNeed[]): boolean {
  const repository = repositoryOf(service.image?.value);
  return repository !== undefined && needs.some(({ images }) => images.includes(repository));
}

/** Variables that tell it which images to run, and not its own: `SANDBOX_PYTHON_IMAGE`, `RUNNER_IMAGES`. */
export function namesImagesToStart(service: ComposeService): boolean {
  return service.environment.some(
    ({ name, value }) =>
      /(?:^|_)(?:DOCKER|CONTAINER|RUNNER|RUNTIME|SANDBOX|EXECUTOR|WORKER|JOB|AGENT|LAMBDA|BASE)(?:_\w{1,40})?_IMAGES?$/i.test(
        name,
      ) &&
      value !== undefined &&
      value.text !== '' &&
      value.value !== service.image?.value,
  );
}

/** A command or an interface variable that names a link of the host. */
function namesLink(service: ComposeService): boolean {
  const inCommand = commandWords(service).some((word) => word.split(/[=,:]/).some((part) => LINK.test(part)));
  return (
    inCommand ||
    service.environment.some(
      ({ name, value }) => /(?:^|_)(?:INTERFACE|IFACE|NIC|DEV)S?$/i.test(name) && LINK.test(value?.value ?? ''),
    )
  );
}

function isSniffer(service: ComposeService): boolean {
  const words = commandWords(service);
  return (
    isCalled(service, SNIFFERS) &&
    words.some((word, i) => word.startsWith('-i') && LINK.test(words[i + 1] ?? word.slice(2)))
  );
}

/** A cluster whose members tell each other 127.0.0.1. */
function announcesLoopback(service: ComposeService): boolean {
  const words = commandWords(service);
  const inCommand = words.some(
    (word, i) => /announce|advertise/i.test(word) && /\b127\.0\.0\.1\b/.test(`${word} ${words[i + 1] ?? ''}`),
  );
  return (
    inCommand ||
    service.environment.some(
      ({ name, value }) => /ANNOUNCE|ADVERTISE/i.test(name) && /\b127\.0\.0\.1\b/.test(value?.value ?? ''),
    )
  );
}

/** The host's whole file system, read-only, where monitors look for it. */
function watchesHost(service: ComposeService): boolean {
  return service.mounts.some(
    ({ source, target, readOnly }) =>
      source?.value === '/' && readOnly === true && HOST_ROOTS.has(target?.value?.replace(/\/$/, '') ?? ''),
  );
}
