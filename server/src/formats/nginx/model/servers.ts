import { matchLocation } from './choose-location.ts';
import { chooseServer } from './choose-server.ts';
import type {
  NginxDirective,
  NginxListen,
  NginxLocation,
  NginxScope,
  NginxServer,
  NginxServerName,
  NginxSocket,
} from './model.ts';
import type { PlacedScope } from './scope.ts';

type SocketProtocol = 'http' | 'stream' | 'mail';
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
/** A socket while its servers are collected. */
type OpenSocket = Mutable<NginxSocket> & { listens: NginxListen[]; explicitDefaults: NginxListen[] };

/** The address a `listen` names. */
export interface ListenAddress {
  readonly address: string;
  readonly port: number | undefined;
  readonly key: string;
}

/** Reads `listen`'s first argument as `ngx_parse_url` does: a number alone is a port, a missing port is 80. */
export function parseListen(text: string): ListenAddress {
  if (text.startsWith('unix:')) return { address: text, port: undefined, key: text };
  const close = text.startsWith('[') ? text.indexOf(']') : -1;
  const colon = close >= 0 ? (text[close + 1] === ':' ? close + 1 : -1) : text.lastIndexOf(':');
  if (colon < 0 && close < 0 && (isNumber(text) || text.includes('$'))) return socketAddress('*', text);
  if (colon < 0) return socketAddress(text, '80');
  return socketAddress(text.slice(0, colon), text.slice(colon + 1));
}

function socketAddress(host: string, portText: string): ListenAddress {
  const lower = host.toLowerCase();
  const address = lower === '' || lower === '0.0.0.0' ? '*' : lower;
  const port = isNumber(portText) ? Number(portText) : undefined;
  return { address, port, key: `${address}:${port ?? portText}` };
}

function isNumber(text: string): boolean {
  if (text.length === 0 || text.length > 5) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 48 || text.charCodeAt(i) > 57) return false;
  return true;
}

function isLocalAddress(address: string): boolean {
  return address.startsWith('unix:') || address.startsWith('127.') || address === '[::1]' || address === 'localhost';
}

/** Kind of a `server_name` argument: how nginx will look it up. */
function serverNameKind(text: string): NginxServerName['kind'] {
  if (text.includes('${') || text.includes('{{')) return 'unknown';
  if (text.startsWith('~')) return 'regex';
  if (text.startsWith('*.') || text.startsWith('.')) return 'wildcard-start';
  return text.endsWith('.*') ? 'wildcard-end' : 'exact';
}

class PlacedServer implements NginxServer {
  readonly scope: NginxScope;
  readonly protocol: SocketProtocol;
  readonly listens: NginxListen[] = [];
  readonly names: readonly NginxServerName[];
  readonly #locationOf: (scope: NginxScope) => NginxLocation | undefined;
  #locations: readonly NginxLocation[] | undefined;

  constructor(
    scope: NginxScope,
    protocol: SocketProtocol,
    locationOf: (scope: NginxScope) => NginxLocation | undefined,
  ) {
    this.scope = scope;
    this.protocol = protocol;
    this.#locationOf = locationOf;
    this.names = scope.own('server_name').flatMap((directive) =>
      directive.args.map((word) => ({
        text: word.value.startsWith('~') ? word.value : word.value.toLowerCase(),
        kind: serverNameKind(word.value),
        directive,
        word,
      })),
    );
  }

  get tls(): 'all' | 'some' | 'none' {
    const secure = this.listens.filter((listen) => listen.socket.ssl || listen.socket.quic).length;
    if (secure === 0) return 'none';
    return secure === this.listens.length ? 'all' : 'some';
  }

  get isDefault(): boolean {
    return this.listens.some((listen) => listen.socket.defaultServer === this);
  }

  get locations(): readonly NginxLocation[] {
    this.#locations ??= locationsIn(this.scope, this.#locationOf);
    return this.#locations;
  }

  match(uri: string): NginxLocation | 'none' | 'unknown' {
    return matchLocation(this.locations, uri);
  }
}

/** The locations opened directly in a scope. */
export function locationsIn(
  scope: NginxScope,
  locationOf: (scope: NginxScope) => NginxLocation | undefined,
): readonly NginxLocation[] {
  return scope.children.flatMap((child) => {
    const location = child.kind === 'location' ? locationOf(child) : undefined;
    return location === undefined ? [] : [location];
  });
}

export interface ServersAndSockets {
  readonly servers: readonly NginxServer[];
  readonly sockets: readonly NginxSocket[];
  readonly byScope: ReadonlyMap<NginxScope, NginxServer>;
}

/** All servers of a tree and the sockets they share: options of a `listen` belong to the address and port, not to the server. */
export function collectServers(
  scopes: readonly PlacedScope[],
  locationOf: (scope: NginxScope) => NginxLocation | undefined,
): ServersAndSockets {
  const byScope = new Map<NginxScope, PlacedServer>();
  const sockets = new Map<string, OpenSocket>();
  for (const scope of scopes) {
    if (scope.kind !== 'server' || !scope.visible) continue;
    const protocol = scope.protocol === 'stream' || scope.protocol === 'mail' ? scope.protocol : 'http';
    const server = new PlacedServer(scope, protocol, locationOf);
    byScope.set(scope, server);
    for (const directive of listensOf(scope, protocol)) addListen(server, directive, sockets);
  }
  return { servers: [...byScope.values()], sockets: [...sockets.values()], byScope };
}

/** A server without `listen` has `*:80` (as root), unless a line we do not see may hold one. Only http knows this default. */
function listensOf(scope: PlacedScope, protocol: SocketProtocol): readonly (NginxDirective | undefined)[] {
  const written = scope.own('listen').filter((directive) => directive.arg(0) !== undefined);
  return written.length > 0 || protocol !== 'http' || scope.hides('listen') ? written : [undefined];
}

function addListen(
  server: PlacedServer,
  directive: NginxDirective | undefined,
  sockets: Map<string, OpenSocket>,
): void {
  const address = parseListen(directive?.arg(0) ?? '80');
  const parameters = directive?.values.slice(1) ?? [];
  const isUdp = parameters.includes('quic') || parameters.includes('udp');
  const id = `${server.protocol} ${address.key}${isUdp ? ' udp' : ''}`;
  const socket = sockets.get(id) ?? newSocket(server, address);
  sockets.set(id, socket);
  const isDefault = parameters.includes('default_server') || parameters.includes('default');
  const listen: NginxListen = {
    directive,
    address: address.address,
    port: address.port,
    parameters,
    isDefault,
    socket,
    server,
  };
  server.listens.push(listen);
  socket.listens.push(listen);
  if (isDefault && socket.explicitDefaults.length === 0) socket.defaultServer = server;
  if (isDefault) socket.explicitDefaults.push(listen);
  socket.ssl ||= parameters.includes('ssl') || server.scope.isOn('ssl', false) === true;
  socket.quic ||= parameters.includes('quic');
  socket.http2 ||= parameters.includes('http2') || server.scope.isOn('http2', false) === true;
  socket.proxyProtocol ||= parameters.includes('proxy_protocol');
}

function newSocket(first: PlacedServer, { key, address, port }: ListenAddress): OpenSocket {
  const socket: OpenSocket = {
    key,
    protocol: first.protocol,
    address,
    port,
    ssl: false,
    quic: false,
    http2: false,
    proxyProtocol: false,
    listens: [],
    defaultServer: first,
    explicitDefaults: [],
    isLocal: isLocalAddress(address),
    complete: isServerListComplete(first.scope),
    serverFor: (host) => chooseServer(socket, host),
  };
  return socket;
}

/** Whether every server of the protocol is seen: then "no other server" can be said. */
function isServerListComplete(server: NginxScope): boolean {
  return server
    .chain()
    .slice(1)
    .every((scope) => scope.complete && !(scope as PlacedScope).hides('server'));
}
