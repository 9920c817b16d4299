import type { NginxDirective, NginxLocation, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { parseRegex } from '../../formats/nginx/read/regex.ts';
import { isNeverMatched } from '../../formats/nginx/read/regex-facts.ts';
import { fileNameOf } from '../../text/uri-text.ts';

/** What an unconditional `return` or redirecting `rewrite` sends. */
export interface Answer {
  readonly directive: NginxDirective;
  /** `undefined` when it is a variable. */
  readonly status: number | undefined;
  /** Where a redirect goes, or the body text; `undefined` when there is none. */
  readonly text: string | undefined;
  readonly isRedirect: boolean;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const HANDLERS: readonly string[] = [
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'grpc_pass',
  'memcached_pass',
  'tunnel_pass',
  'content_by_lua_block',
  'content_by_lua_file',
  'content_by_lua',
  'js_content',
  'perl',
  'passenger_enabled',
];

/** What a directive answers with; `undefined` when it does not end the request. */
export function answerOf(directive: NginxDirective): Answer | undefined {
  if (directive.name === 'rewrite') return rewriteAnswer(directive);
  if (directive.name !== 'return') return undefined;
  const [first, second] = directive.values;
  if (first === undefined) return undefined;
  const isCode = /^\d{3}$/.test(first);
  // `return URL;` is a 302.
  if (!isCode && !first.includes('$')) return { directive, status: 302, text: first, isRedirect: true };
  if (!isCode) return { directive, status: first.startsWith('http') ? 302 : undefined, text: first, isRedirect: true };
  const status = Number(first);
  return { directive, status, text: second, isRedirect: REDIRECTS.includes(status) };
}

function rewriteAnswer(directive: NginxDirective): Answer | undefined {
  const [, target, flag] = directive.values;
  if (target === undefined || isNeverMatched(parseRegex(directive.arg(0) ?? '', false))) return undefined;
  const isAbsolute = target.startsWith('http://') || target.startsWith('https://') || target.startsWith('$scheme');
  if (flag !== 'redirect' && flag !== 'permanent' && !isAbsolute) return undefined;
  return { directive, status: flag === 'permanent' ? 301 : 302, text: target, isRedirect: true };
}

/** The answer every request to this scope gets before anything else happens; `undefined` when it is served. */
export function answer(scope: NginxScope): Answer | undefined {
  const directive = scope.model.phases(scope).answeredBy;
  return directive === undefined ? undefined : answerOf(directive);
}

/** Whether a redirect target is HTTPS whatever the request was. */
export function goesToHttps(text: string | undefined): boolean {
  return text?.toLowerCase().startsWith('https://') === true;
}

/** Whether the server never hands out content of its own: it rejects handshakes, or answers every request by `return`. */
function onlyAnswers(server: NginxServer): boolean {
  return server.scope.isOn('ssl_reject_handshake', false) === true || answer(server.scope) !== undefined;
}

/** Whether a directive of that name hands requests to an application or to code. */
export function isHandler(name: string): boolean {
  return HANDLERS.includes(name);
}

/** The content handler written in a scope itself, `proxy_pass`, `fastcgi_pass` …; `undefined`: files. */
export function handlerOf(scope: NginxScope): NginxDirective | undefined {
  return scope.directives.find((directive) => HANDLERS.includes(directive.name));
}

/** Whether a server hands out anything at all: files, a proxied application, a generated page. */
export function servesContent(server: NginxServer): boolean {
  if (onlyAnswers(server)) return false;
  const scopes = [server.scope, ...server.scope.descendants()];
  const hasRoot = server.scope.scalar('root').directive !== undefined;
  return (
    scopes.some(
      (scope) =>
        handlerOf(scope) !== undefined || scope.first('root') !== undefined || scope.first('alias') !== undefined,
    ) ||
    hasRoot ||
    scopes.some((scope) => scope.first('try_files') !== undefined)
  );
}

/** Every location of a server, nested ones included, in order. */
export function allLocations(server: NginxServer): readonly NginxLocation[] {
  const withNested = (location: NginxLocation): readonly NginxLocation[] => [
    location,
    ...location.nested.flatMap(withNested),
  ];
  return server.locations.flatMap(withNested);
}

/** Whether every socket of a server can only be reached from its own machine. */
export function isLocal(server: NginxServer): boolean {
  return server.listens.length > 0 && server.listens.every((listen) => listen.socket.isLocal);
}

/**
 * Whether a server is for development by its names alone: `localhost`, `*.test`, `*.local` … and nothing else. In a sample the names are to
 * be replaced.
 */
export function isForDevelopment(server: NginxServer): boolean {
  const names = server.names.map(({ text }) => text);
  if (names.length === 0 || server.scope.model.stage === 'template' || isUnnamedDefault(server)) return false;
  return names.every(
    (name) =>
      /(^|\.)(localhost|local|test|example|invalid|internal|lan|home\.arpa)$/.test(name) && !name.startsWith('~'),
  );
}

/**
 * Whether a server is called `localhost` because nginx's own default.conf is: everybody reaches it, and every name ends up there. A file called
 * so, or a certificate for that name, which nobody signs, means this machine; the shipped server as it is serves nothing of anybody's.
 */
function isUnnamedDefault(server: NginxServer): boolean {
  const isCalledSo = (one: NginxServer): boolean =>
    one.names.length > 0 && one.names.every(({ text }) => text === 'localhost');
  if (!isCalledSo(server) || !server.isDefault || isLocal(server)) return false;
  if (/^localhost\b/i.test(fileNameOf(server.scope.uri)) || isAsShipped(server)) return false;
  return !server.scope.model.servers.some((other) => other.tls !== 'none' && isCalledSo(other));
}

const SHIPPED_ROOT = /^(?:html|\/usr\/share\/nginx\/html|\/usr\/local\/(?:nginx|openresty\/nginx)\/html)\/?$/;

/** Whether a server hands out nothing but the welcome page of nginx. */
function isAsShipped(server: NginxServer): boolean {
  const scopes = [server.scope, ...server.scope.descendants()];
  if (scopes.some((scope) => handlerOf(scope) !== undefined || scope.first('try_files') !== undefined)) return false;
  const roots = scopes.flatMap((scope) => [...scope.own('root'), ...scope.own('alias')]);
  return roots.every((root) => SHIPPED_ROOT.test(root.arg(0) ?? ''));
}

/** Whether only programs ask a server, by its names: no browser keeps HSTS or shows a page of it. */
export function isForMachines(server: NginxServer): boolean {
  const names = server.names.map(({ text }) => text);
  return names.length > 0 && names.every((name) => /^(?:mta-sts|autoconfig|autodiscover|openpgpkey)\./.test(name));
}

/** Asked for every line that hands requests on. A cache only. */
const starts = new WeakMap<NginxServer, NginxLocation | undefined>();

/** The location that handles `/` of a server; `undefined`: none, or not known. */
export function startOf(server: NginxServer): NginxLocation | undefined {
  if (!starts.has(server)) {
    const start = server.match('/');
    starts.set(server, typeof start === 'string' ? undefined : start);
  }
  return starts.get(server);
}

/** Whether nginx itself hands out pages for `/`: files below a root, or PHP. */
export function servesPages(server: NginxServer): boolean {
  const start = server.match('/');
  if (start === 'unknown') return false;
  const scope = start === 'none' ? server.scope : start.scope;
  const handler = handlerOf(scope);
  if (handler !== undefined) return handler.name === 'fastcgi_pass';
  if (answer(scope) !== undefined) return false;
  const fallsBack = scope.first('try_files')?.values.at(-1)?.startsWith('@') === true;
  return !fallsBack && (scope.scalar('root').directive !== undefined || scope.first('alias') !== undefined);
}
