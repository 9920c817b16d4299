import type { NginxDirective, NginxLocation } from '../../../formats/nginx/model/model.ts';
import { checkPattern } from './rewrite-values.ts';
import { badArgument, isOpaque, shown, type ValueProblem } from './value-problem.ts';

/** `location`: its modifier, its pattern, and whether it can be where it is (`ngx_http_core_location`). */
export function checkLocation(directive: NginxDirective): readonly ValueProblem[] {
  const location = directive.block?.location;
  if (location === undefined || directive.values.some((value) => value.includes('{{'))) return [];
  const modifier = directive.arg(0) ?? '';
  if (directive.args.length === 2 && !['=', '~', '~*', '^~'].includes(modifier))
    return isOpaque(modifier) ? [] : badArgument(directive, 0, `invalid location modifier "${shown(modifier)}"`);
  const index = directive.args.length - 1;
  if (location.isRegex) {
    const broken = checkPattern(directive, index, location.path);
    if (broken.length > 0) return broken;
  }
  const parent = directive.scope.kind === 'location' ? directive.scope.location : undefined;
  return parent === undefined ? [] : checkNesting(directive, index, location, parent);
}

function checkNesting(
  directive: NginxDirective,
  index: number,
  location: NginxLocation,
  parent: NginxLocation,
): readonly ValueProblem[] {
  if (!directive.scope.visible || isOpaque(location.path) || isOpaque(parent.path)) return [];
  const [inner, outer] = [shown(location.path), shown(parent.path)];
  if (parent.modifier === '=')
    return badArgument(directive, index, `location "${inner}" cannot be inside the exact location "${outer}"`);
  if (parent.modifier === '@')
    return badArgument(directive, index, `location "${inner}" cannot be inside the named location "${outer}"`);
  if (location.modifier === '@')
    return badArgument(directive, index, `named location "${inner}" can be on the server level only`);
  if (location.isRegex || location.path.startsWith(parent.path)) return [];
  return badArgument(directive, index, `location "${inner}" is outside location "${outer}"`);
}

/** `proxy_pass` of http: the scheme, a path where none may be, a host that can never exist. */
export function checkProxyPass(directive: NginxDirective): readonly ValueProblem[] {
  const url = directive.arg(0) ?? '';
  if (directive.scope.protocol !== 'http' || isOpaque(url)) return [];
  const scheme = /^https?:\/\//i.exec(url)?.[0];
  if (scheme === undefined) return badArgument(directive, 0, 'invalid URL prefix, it must be http:// or https://');
  const rest = url.slice(scheme.length);
  const path = pathOf(rest);
  if (path !== '' && !mayHavePath(directive)) {
    return badArgument(directive, 0, 'proxy_pass cannot have a URI in a regex or named location, if or limit_except');
  }
  const host = rest.slice(0, rest.length - path.length).split(':')[0] ?? '';
  return host.toLowerCase().endsWith('.invalid')
    ? badArgument(directive, 0, 'host not found in upstream: .invalid never resolves')
    : [];
}

/** `fastcgi_pass`, `uwsgi_pass`, `scgi_pass`: a socket needs `unix:` in front. */
export function checkSocketPass(directive: NginxDirective): readonly ValueProblem[] {
  const target = directive.arg(0) ?? '';
  return target.startsWith('/')
    ? badArgument(directive, 0, 'invalid host in upstream: a socket path begins with unix:')
    : [];
}

/** Directives that answer in a `server` of stream. */
const STREAM_HANDLERS: readonly string[] = [
  'proxy_pass',
  'pass',
  'return',
  'js_preread',
  'js_filter',
  'js_access',
  'content_by_lua_block',
];

/** A `server` of stream must do something, one of mail must know whom to ask. */
export function checkServer(directive: NginxDirective): readonly ValueProblem[] {
  const scope = directive.block;
  if (scope === undefined || !scope.complete) return [];
  if (scope.protocol === 'stream' && STREAM_HANDLERS.every((name) => scope.first(name) === undefined))
    return [{ at: directive.at, message: 'no handler for server: it needs a proxy_pass' }];
  if (scope.protocol !== 'mail') return [];
  const { directive: asked, known } = scope.scalar('auth_http');
  return asked === undefined && known
    ? [{ at: directive.at, message: 'no "auth_http" is defined for this server' }]
    : [];
}

/** An `upstream` needs a server; NGINX Plus fills one with a `zone` at run time. */
export function checkUpstream(directive: NginxDirective): readonly ValueProblem[] {
  const scope = directive.block;
  if (scope === undefined || !scope.complete) return [];
  const isFilled = ['server', 'zone', 'state', 'include'].some((name) => scope.first(name) !== undefined);
  return isFilled || scope.directives.some((one) => one.name.includes('_by_lua'))
    ? []
    : [{ at: directive.at, message: 'no servers are inside upstream' }];
}

function pathOf(rest: string): string {
  if (rest.startsWith('unix:')) {
    const colon = rest.indexOf(':', 5);
    return colon === -1 ? '' : rest.slice(colon + 1);
  }
  const slash = rest.search(/[/?]/);
  return slash === -1 ? '' : rest.slice(slash);
}

function mayHavePath(directive: NginxDirective): boolean {
  const { scope } = directive;
  if (scope.kind === 'if' || scope.kind === 'limit_except') return false;
  const location = scope.kind === 'location' ? scope.location : undefined;
  return location === undefined || (!location.isRegex && location.modifier !== '@');
}
