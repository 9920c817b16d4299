import type { Lookup } from '../read/interpolate.ts';
import { interpolate } from '../read/interpolate.ts';
import type { ComposeFile } from '../read/read.ts';
import { ownPair, type SourceMap, type SourceTarget, targetOf } from '../read/tree.ts';

/** What a service finds at a place inside its container. */
export interface ServiceMount {
  /** A file or folder of the project, relative to the compose file; `undefined`: a volume, a path of the host, or not known. */
  readonly source: string | undefined;
  /** Absolute, inside the container. */
  readonly target: string;
  /** The service's image as written, defaults filled in. */
  readonly image: string | undefined;
  readonly published: Published;
}

/** To whom a service publishes its ports: everyone (or the host's own network), this machine, nobody; `unknown`: a variable hides it. */
export type Published = 'everyone' | 'loopback' | 'nobody' | 'unknown';

/** A file or folder of the project that a service finds inside its container. */
export type MountedFile = ServiceMount & { readonly source: string };

/** A port of a container that its service publishes on the host. */
export interface PublishedPort {
  /** Inside the container; `undefined`: not known. */
  readonly target: number | undefined;
  /** On the host; `undefined`: chosen when it starts, or not known. */
  readonly host: number | undefined;
  /** `everyone`: on all addresses; `loopback`: on the host itself only; `unknown`: a variable decides. */
  readonly on: 'everyone' | 'loopback' | 'unknown';
}

/** A service as far as one compose file says: what it finds inside its container and who reaches it. */
export interface ServiceContainer {
  readonly name: string;
  /** As written, defaults filled in. */
  readonly image: string | undefined;
  readonly mounts: readonly ServiceMount[];
  readonly ports: readonly PublishedPort[];
  /** It shares the host's network: whatever it listens on is the host's. */
  readonly isOnHost: boolean;
  /** Another file or a variable may publish more: `extends`, a network of another service. */
  readonly isOpen: boolean;
  /** Files that its command writes from templates. */
  readonly generated: readonly GeneratedFile[];
}

/** Paths in a container: `envsubst < from > to`. */
export interface GeneratedFile {
  readonly from: string;
  readonly to: string;
}

/** The files and folders of the project that the services of one compose file mount. */
export function mountedFiles(file: ComposeFile): readonly MountedFile[] {
  return serviceMounts(file)
    .flat()
    .filter((one): one is MountedFile => one.source !== undefined);
}

/**
 * What each service of one compose file mounts: `volumes` (short and long), `configs` and `secrets` with a `file`.
 * Read from the file alone, as a hint what another file is for: nothing that an override or an `extends` adds is seen.
 */
export function serviceMounts(file: ComposeFile): readonly (readonly ServiceMount[])[] {
  return serviceContainers(file).map(({ mounts }) => mounts);
}

/** The services of one compose file, read alone like {@link serviceMounts}. */
export function serviceContainers({ kind, root }: ComposeFile): readonly ServiceContainer[] {
  if (kind === 'other' || kind === 'empty' || root?.kind !== 'map') return [];
  const services = kind === 'v1' ? root : entryOf(root, 'services');
  if (services?.kind !== 'map') return [];
  return services.pairs.flatMap(({ key, value }) => {
    const service = targetOf(value);
    return service?.kind === 'map' ? [containerOf(key.text, service, root)] : [];
  });
}

function containerOf(name: string, service: SourceMap, root: SourceMap): ServiceContainer {
  const image = textOf(entryOf(service, 'image'));
  const mounts = [
    ...itemsOf(entryOf(service, 'volumes')).map(volume),
    ...itemsOf(entryOf(service, 'configs')).map((item) => shared(root, 'configs', item)),
    ...itemsOf(entryOf(service, 'secrets')).map((item) => shared(root, 'secrets', item)),
  ];
  const network = textOf(entryOf(service, 'network_mode')) ?? '';
  const ports = itemsOf(entryOf(service, 'ports')).map(publishedPort);
  const isOnHost = network === 'host';
  const published = isOnHost ? 'everyone' : widest(ports);
  return {
    name,
    image,
    mounts: mounts.flatMap((mount) => (mount === undefined ? [] : [{ ...mount, image, published }])),
    ports,
    isOnHost,
    isOpen: entryOf(service, 'extends') !== undefined || /^(?:service|container):/.test(network),
    generated: ['command', 'entrypoint'].flatMap((key) => generatedBy(entryOf(service, key))),
  };
}

/** No command of a person is longer. */
const LONGEST_COMMAND = 4096;
const ENVSUBST = /\benvsubst\b[^|;&<>\n]{0,500}<[ \t]*(\/[^\s"';&|<>]+)[ \t]*>[ \t]*(\/[^\s"';&|<>)]+)/g;

/** What a command writes from templates: GNU gettext's `envsubst`, which only reads its input and writes its output. */
function generatedBy(command: SourceTarget | undefined): readonly GeneratedFile[] {
  const words = command?.kind === 'list' ? itemsOf(command) : [command];
  const text = words.map((word) => (word?.kind === 'scalar' ? word.text : '')).join(' ');
  const found = text.slice(0, LONGEST_COMMAND).matchAll(ENVSUBST);
  return [...found].map(([, from = '', to = '']) => ({ from, to }));
}

function widest(ports: readonly PublishedPort[]): Published {
  const reaches = new Set(ports.map(({ on }) => on));
  if (reaches.has('everyone')) return 'everyone';
  if (reaches.has('unknown')) return 'unknown';
  return ports.length === 0 ? 'nobody' : 'loopback';
}

/** `127.0.0.1:8080:80`, or the same as a map. */
function publishedPort(item: SourceTarget): PublishedPort {
  if (item.kind === 'map') {
    const host = textOf(entryOf(item, 'host_ip')) ?? (entryOf(item, 'host_ip') === undefined ? '' : undefined);
    const outside = portNumber(textOf(entryOf(item, 'published')));
    return { target: portNumber(textOf(entryOf(item, 'target'))), host: outside, on: addressReach(host) };
  }
  const written = item.kind === 'scalar' ? item.text : '';
  const text = textOf(item) ?? written;
  const [, host = '', target] = /^(?:(.*):)?([^:]*?)(?:\/\w+)?$/.exec(text) ?? [];
  const address = /^(?:(.*):)?[^:]*$/.exec(host)?.[1] ?? '';
  const outside = portNumber(host.slice(host.lastIndexOf(':') + 1));
  return { target: portNumber(target), host: outside, on: address.includes('$') ? 'unknown' : addressReach(address) };
}

function portNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

function addressReach(host: string | undefined): PublishedPort['on'] {
  if (host === undefined) return 'unknown';
  return /^(?:127\.|localhost$|\[?::1\]?$)/.test(host) ? 'loopback' : 'everyone';
}

type Mount = Omit<ServiceMount, 'image' | 'published'>;

/** `./conf:/etc/app:ro`, or the same as a map. */
function volume(item: SourceTarget): Mount | undefined {
  if (item.kind === 'map') {
    const isBind = textOf(entryOf(item, 'type')) === 'bind';
    const source = textOf(entryOf(item, 'source')) ?? textOf(entryOf(item, 'src'));
    return mount(isBind ? source : undefined, firstText(item, ['target', 'destination', 'dst']));
  }
  const text = textOf(item);
  // The source needs a variable; where it lies in the container may be written out.
  if (text === undefined)
    return item.kind === 'scalar' ? mount(undefined, /:(\/[^:$]*)(?::[^:/]*)?$/.exec(item.text)?.[1]) : undefined;
  const [source = '', target] = text.split(':');
  if (target === undefined) return mount(undefined, source);
  // Without a leading dot the first part is the name of a volume, or a path of the host.
  return mount(source.startsWith('.') ? source : undefined, target);
}

/** An entry of a service's `configs` or `secrets`, whose file the top level names. */
function shared(root: SourceMap, kind: 'configs' | 'secrets', item: SourceTarget): Mount | undefined {
  const name = item.kind === 'map' ? textOf(entryOf(item, 'source')) : textOf(item);
  const declared = entryOf(root, kind);
  const entry = name === undefined || declared?.kind !== 'map' ? undefined : entryOf(declared, name);
  if (name === undefined || entry?.kind !== 'map') return undefined;
  const folder = kind === 'configs' ? '/' : '/run/secrets/';
  const target = (item.kind === 'map' ? textOf(entryOf(item, 'target')) : undefined) ?? name;
  return mount(textOf(entryOf(entry, 'file')), target.startsWith('/') ? target : `${folder}${target}`);
}

function mount(source: string | undefined, target: string | undefined): Mount | undefined {
  if (target?.startsWith('/') !== true) return undefined;
  const isRelative = source !== undefined && source !== '' && !/^(?:[/~\\]|[A-Za-z]:)/.test(source);
  return { source: isRelative ? source : undefined, target };
}

function firstText(map: SourceMap, keys: readonly string[]): string | undefined {
  return keys.map((key) => textOf(entryOf(map, key))).find((text) => text !== undefined);
}

/** Compose runs where its file is, mostly. */
const PROJECT_FOLDER: Lookup = (name) =>
  name === 'PWD' ? { text: '.', at: { uri: '', span: { start: 0, end: 0 } } } : undefined;

/** A text with its defaults filled in; `undefined` when it needs a variable. */
function textOf(node: SourceTarget | undefined): string | undefined {
  return node?.kind === 'scalar' ? interpolate(node.text, PROJECT_FOLDER).value : undefined;
}

function itemsOf(node: SourceTarget | undefined): readonly SourceTarget[] {
  if (node?.kind !== 'list') return [];
  return node.items.map(targetOf).filter((item) => item !== undefined);
}

/** The value of a key, written in the map or brought by `<<`. */
function entryOf(map: SourceMap, key: string, depth = 0): SourceTarget | undefined {
  const own = ownPair(map, key);
  if (own !== undefined) return targetOf(own.value);
  const merged = depth > 4 ? undefined : ownPair(map, '<<');
  const source = merged === undefined ? undefined : targetOf(merged.value);
  const maps = source?.kind === 'list' ? itemsOf(source) : [source];
  return maps
    .map((one) => (one?.kind === 'map' ? entryOf(one, key, depth + 1) : undefined))
    .find((one) => one !== undefined);
}
