import type { NginxModel, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { answer, answerOf, goesToHttps, servesContent } from './answers.ts';

/** A name that says nothing: a catch-all. */
function realNames(server: NginxServer): readonly string[] {
  return server.names
    .filter(({ text, kind }) => kind !== 'unknown' && text !== '' && text !== '_')
    .map(({ text }) => text);
}

/** Whether a server says which host names it is for; without one it is often a base image whose users end TLS elsewhere. */
export function isNamed(server: NginxServer): boolean {
  return server.names.some(({ text }) => text !== '' && text !== '_');
}

/** Whether two servers answer for the same site. */
export function sharesName(a: NginxServer, b: NginxServer): boolean {
  const names = realNames(b);
  if (realNames(a).length === 0 && names.length === 0) return true;
  return realNames(a).some((name) => names.includes(name));
}

interface Sites {
  readonly byName: ReadonlyMap<string, readonly NginxServer[]>;
  /** Where in the model a server stands. */
  readonly order: ReadonlyMap<NginxServer, number>;
}

const SITES = new WeakMap<NginxModel, Sites>();

/** The servers that answer for the same site as this one, itself among them, in their order: thousands share a configuration. */
export function serversOfSite(server: NginxServer): readonly NginxServer[] {
  const { model } = server.scope;
  const known = SITES.get(model);
  const { byName, order } = known ?? sitesOf(model.servers);
  if (known === undefined) SITES.set(model, { byName, order });
  const names = realNames(server);
  const [first = NO_NAME, ...others] = names;
  const found = byName.get(first) ?? [];
  if (others.length === 0) return found;
  const lists = new Set([found, ...others.map((name) => byName.get(name) ?? [])]);
  const place = (one: NginxServer): number => order.get(one) ?? 0;
  return [...new Set([...lists].flat())].sort((a, b) => place(a) - place(b));
}

/** Stands for servers whose names say nothing. */
const NO_NAME = '';

function sitesOf(servers: readonly NginxServer[]): Sites {
  const byName = new Map<string, NginxServer[]>();
  for (const server of servers) {
    const names = realNames(server);
    for (const name of names.length === 0 ? [NO_NAME] : new Set(names)) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [server]);
      else known.push(server);
    }
  }
  return { byName, order: new Map(servers.map((server, index) => [server, index])) };
}

/** The `listen` lines of a server that speak plain HTTP on port 80 to others. */
export function plainListens(server: NginxServer): NginxServer['listens'] {
  return server.listens.filter(
    ({ port, socket }) => port === 80 && !socket.ssl && !socket.quic && !socket.isLocal && !socket.proxyProtocol,
  );
}

/** The port that `https://` means. */
export const STANDARD_TLS = 443;

/** The port where visitors find a server's TLS: 443 where it listens there, or what its containers publish that as; `undefined`: none of it. */
export function tlsPort(server: NginxServer): number | undefined {
  return tlsPorts(server)[0];
}

/** A redirect that leads every visitor to the TLS of a server, and its port. */
export interface HttpsRedirect {
  readonly port: number;
  /** An nginx statement. */
  readonly statement: string;
}

/** The redirect to a server's TLS; `undefined` where it listens on no port that visitors are known to reach, or on several. */
export function redirectTo(server: NginxServer): HttpsRedirect | undefined {
  const [port, ...others] = tlsPorts(server);
  if (port === undefined || others.length > 0) return undefined;
  const authority = port === STANDARD_TLS ? '$host' : `$host:${port}`;
  return { port, statement: `return 301 https://${authority}$request_uri;` };
}

function tlsPorts(server: NginxServer): readonly number[] {
  if (!server.listens.some(({ port, socket }) => port === STANDARD_TLS && (socket.ssl || socket.quic))) return [];
  const containers = server.scope.model.containersOf(server.scope.uri);
  const published = containers.flatMap(({ isOnHost, isOpen, ports }) => {
    const mine = ports.filter(({ target }) => target === STANDARD_TLS).map(({ host }) => host ?? STANDARD_TLS);
    return isOnHost || isOpen || mine.length === 0 ? [STANDARD_TLS] : mine;
  });
  return published.length === 0 || published.includes(STANDARD_TLS) ? [STANDARD_TLS] : [...new Set(published)];
}

/** Whether pages are redirected to HTTPS by `location /`, by an `if` of the server, or by anything we cannot follow. */
export function redirectsToHttps(server: NginxServer): boolean {
  const conditional = server.scope.children.filter((child) => child.kind === 'if').flatMap((child) => child.directives);
  if (conditional.some((directive) => goesToHttps(answerOf(directive)?.text))) return true;
  const root = server.match('/');
  if (root === 'unknown') return true;
  if (root === 'none') return answer(server.scope) !== undefined;
  const inside = root.scope.descendants().flatMap((child) => child.directives);
  return answer(root.scope) !== undefined || inside.some((directive) => goesToHttps(answerOf(directive)?.text));
}

/** Whether the site of a TLS server is served in clear as well, by itself or by another server: then that comes before HSTS. */
export function isServedInClear(server: NginxServer): boolean {
  const isPlain = (one: NginxServer): boolean =>
    plainListens(one).length > 0 && servesContent(one) && !redirectsToHttps(one);
  return isPlain(server) || serversOfSite(server).some(isPlain);
}

/** Whether a TLS server sends visitors back to plain HTTP: a redirect to it would go round in circles. */
export function redirectsToPlain(server: NginxServer): boolean {
  const start = server.match('/');
  const scope = typeof start === 'string' ? server.scope : start.scope;
  const scopes = [
    server.scope,
    scope,
    ...server.scope.children.filter(({ kind }) => kind === 'if'),
    ...scope.descendants(),
  ];
  return scopes
    .flatMap(({ directives }) => directives)
    .some((directive) => answerOf(directive)?.text?.toLowerCase().startsWith('http://') === true);
}

/** Whether a TLS server hands out what a plain one does: every path of the plain one is handled by the same kind of place. */
export function servesTheSame(secure: NginxServer, plain: NginxServer): boolean {
  if (!servesContent(secure)) return false;
  return plain.locations
    .filter(({ isRegex, modifier, scope }) => !isRegex && modifier !== '@' && answer(scope) === undefined)
    .every(({ path }) => {
      const place = secure.match(path);
      return place !== 'unknown' && (place !== 'none' || plain.match(path) === 'none');
    });
}

const FORWARDED =
  /\$\{?(?:http_x_forwarded_(?:proto|ssl|scheme|protocol)|http_cloudfront_forwarded_proto|http_x_url_scheme|http_front_end_https)\b/i;

/**
 * Whether the configuration learns from a proxy in front of it if the visitor came by TLS: it reads X-Forwarded-Proto, or takes `HTTPS` for
 * the application from a variable of its own. `$scheme` is then what that proxy speaks, and a redirect on it goes round in circles.
 */
export function isBehindTlsProxy(model: NginxModel): boolean {
  const known = BEHIND_PROXY.get(model) ?? learnsOfTls(model);
  BEHIND_PROXY.set(model, known);
  return known;
}

const BEHIND_PROXY = new WeakMap<NginxModel, boolean>();

function learnsOfTls(model: NginxModel): boolean {
  return model.directives.some(({ name, values }) => {
    if (name === 'log_format') return false;
    if (name === 'fastcgi_param' && values[0] === 'HTTPS') return /^\$(?!\{?https\b)/.test(values[1] ?? '');
    return (
      values.some((value) => FORWARDED.test(value)) &&
      !(name.endsWith('_set_header') && values[0]?.toLowerCase() !== 'x-forwarded-proto')
    );
  });
}

/** Whether clients reach a scope through a proxy that the configuration believes: it takes their address from a header. */
export function isBehindTrustedProxy(scope: NginxScope): boolean {
  return (
    scope.scalar('real_ip_header').directive !== undefined && scope.array('set_real_ip_from').directive !== undefined
  );
}
