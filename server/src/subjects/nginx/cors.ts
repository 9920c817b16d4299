import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { type ResponseHeader, responseHeaders } from './response-headers.ts';

export const ALLOW_ORIGIN = 'access-control-allow-origin';
export const ALLOW_CREDENTIALS = 'access-control-allow-credentials';

/** The headers a scope itself defines (not what it inherits): one finding per place that writes them. */
export function ownHeaders(scope: NginxScope, name: string): readonly ResponseHeader[] {
  return responseHeaders(scope)
    .all(name)
    .filter(({ directive }) => directive.scope === scope);
}

/** Whether the application behind this location may send the header beside nginx's own: two are refused. */
export function mayBeSentTwice(scope: NginxScope): boolean {
  if (scope.kind !== 'location' || scope.first('proxy_pass') === undefined) return false;
  return !scope.array('proxy_hide_header').directives.some((it) => it.arg(0)?.toLowerCase() === ALLOW_ORIGIN);
}

/** Whether answers of this scope let the browser send cookies along. */
export function allowsCredentials(scope: NginxScope): boolean {
  return responseHeaders(scope)
    .all(ALLOW_CREDENTIALS)
    .some(({ value }) => value.trim().toLowerCase() === 'true');
}

/** Where an `Origin` the client sent comes back unchecked. */
export interface Reflection {
  /** The line that lets any origin through: the `set`, the map's `default` or key; `undefined`: `$http_origin` itself. */
  readonly by: NginxDirective | undefined;
}

const MAX_DEPTH = 4;

/**
 * How a header value repeats the request's `Origin` without comparing it with a list; `undefined` when it does not, or when
 * the comparison is made (an `if` with a pattern around it, a map whose keys name origins).
 */
export function reflectionOf(text: string, scope: NginxScope, depth = 0): Reflection | undefined {
  if (depth > MAX_DEPTH || isGuarded(scope)) return undefined;
  for (const { name } of scope.model.variablesIn(text)) {
    if (name === 'http_origin') return { by: undefined };
    for (const { kind, directive } of scope.model.variable(name)?.definitions ?? []) {
      if (kind === 'set') {
        const found = reflectionOf(directive.arg(1) ?? '', directive.scope, depth + 1);
        if (found !== undefined) return { by: found.by ?? directive };
      } else if (kind === 'map') {
        const line = openLineOf(directive, depth);
        if (line !== undefined) return { by: line };
      }
    }
  }
  return undefined;
}

/** The line of a map that hands out the origin whatever it is. */
function openLineOf(map: NginxDirective, depth: number): NginxDirective | undefined {
  const subject = map.arg(0)?.toLowerCase();
  return map.block?.directives.find((line) => {
    const value = line.arg(0) ?? '';
    const echoes = reflectionOf(value, map.scope, depth + 1) !== undefined;
    const keyIsOpen = line.name === 'default' || matchesAnything(line.name);
    // A map on something else (the method, the path) hands the origin out without looking at it.
    return echoes && (keyIsOpen || !asksOrigin(subject));
  });
}

function asksOrigin(subject: string | undefined): boolean {
  return subject?.includes('origin') === true || subject?.includes('referer') === true;
}

/** Whether an `if` around the scope compares the origin with something. */
function isGuarded(scope: NginxScope): boolean {
  return scope.chain().some((level) => {
    if (level.kind !== 'if') return false;
    const words = (level.opener?.values ?? [])
      .map((word) => word.replace(/^\(|\)$/g, ''))
      .filter((word) => word !== '');
    const [subject = '', operator, pattern = ''] = words;
    if (subject.toLowerCase().startsWith('$http_origin')) {
      return operator === '=' ? pattern !== '' : operator?.startsWith('~') === true && !matchesAnything(`~${pattern}`);
    }
    if (operator === '=' && isAlwaysSet(level, subject, pattern)) return false;
    // A flag that another `if` or map has computed: what it means cannot be told, so nothing is claimed.
    return (
      subject.startsWith('$') && !/^\$(request_method|uri|request_uri|scheme|host|args|http_origin)$/i.test(subject)
    );
  });
}

/** Whether a map key or `if` pattern (with its `~`) is met by every non-empty origin. */
export function matchesAnything(key: string): boolean {
  if (!key.startsWith('~')) return false;
  const pattern = key.replace(/^~\*?/, '').replace(/^["']|["']$/g, '');
  return /^\^?(\(\?<\w+>)?\(?(https\?:\/\/|https:\/\/|\^)?(\.[*+]|\.|\[\^\/\][+*])?\)?\$?$/.test(pattern);
}

/** Whether the location or server around an `if` sets its flag to the value it asks for, whatever the request, and nothing sets another one. */
function isAlwaysSet(test: NginxScope, flag: string, value: string): boolean {
  const level = test.parent;
  const lines = test
    .chain()
    .flatMap((scope) => scope.own('set'))
    .filter((line) => line.arg(0) === flag);
  const inTests = (level?.children ?? []).flatMap((child) => child.own('set')).filter((line) => line.arg(0) === flag);
  const name = flag.slice(1);
  const definitions = test.model.variable(name)?.definitions ?? [];
  return (
    lines.some((line) => line.scope === level && line.arg(1) === value) &&
    [...lines, ...inTests].every((line) => line.arg(1) === value) &&
    definitions.every(({ kind }) => kind === 'set')
  );
}
