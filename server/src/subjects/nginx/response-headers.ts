import type { NginxDirective, NginxEdit, NginxScope } from '../../formats/nginx/model/model.ts';
import { isOfPackage } from './packaged.ts';

/** A header that nginx adds to its answers. */
export interface ResponseHeader {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  /** Sent with error answers too. */
  readonly always: boolean;
  readonly directive: NginxDirective;
  /** The argument that holds the value. */
  readonly valueIndex: number;
}

/** The headers in force at a scope. */
export interface ResponseHeaders {
  readonly list: readonly ResponseHeader[];
  /** False when headers may come from a place that is not visible: then none may be called missing. */
  readonly known: boolean;
  /** The scope that defines the `add_header` set. */
  readonly scope: NginxScope | undefined;
  find(name: string): ResponseHeader | undefined;
  all(name: string): readonly ResponseHeader[];
}

// Modules that add security headers of their own or from code we do not read.
const OPAQUE = [
  'security_headers',
  'header_filter_by_lua_block',
  'header_filter_by_lua',
  'header_filter_by_lua_file',
  'js_header_filter',
];

/** Scopes are asked by many rules, and most send what the scope around them sends. Caches only. */
const sentBy = new WeakMap<NginxScope, ResponseHeaders>();
const sets = new WeakMap<readonly NginxDirective[], HeaderSet>();

interface HeaderSet {
  readonly list: readonly ResponseHeader[];
  readonly byName: ReadonlyMap<string, readonly ResponseHeader[]>;
}

/** What `add_header` and headers-more's `more_set_headers` send from this scope. */
export function responseHeaders(scope: NginxScope): ResponseHeaders {
  let headers = sentBy.get(scope);
  if (headers === undefined) {
    headers = collectHeaders(scope);
    sentBy.set(scope, headers);
  }
  return headers;
}

function collectHeaders(scope: NginxScope): ResponseHeaders {
  const added = scope.array('add_header');
  const more = moreHeaders(scope);
  const { list, byName } =
    more.length > 0 ? headerSet([...added.directives.flatMap(addedHeader), ...more]) : addedSet(added.directives);
  return {
    list,
    known: isKnown(scope) && !OPAQUE.some((name) => scope.scalar(name).directive !== undefined),
    scope: added.scope,
    find: (name) => byName.get(name.toLowerCase())?.[0],
    all: (name) => byName.get(name.toLowerCase()) ?? [],
  };
}

/** Whether every level that may add headers is seen; the `nginx.conf` of a package adds none. */
function isKnown(scope: NginxScope): boolean {
  for (const level of scope.chain()) {
    const mode = level.scalar('add_header_inherit').directive?.arg(0);
    if (mode === 'off' || (mode !== 'merge' && level.own('add_header').length > 0)) return !level.hides('add_header');
    if (level.hides('add_header') && !isOfPackage(level, scope)) return false;
  }
  return true;
}

function addedSet(directives: readonly NginxDirective[]): HeaderSet {
  let set = sets.get(directives);
  if (set === undefined) {
    set = headerSet(directives.flatMap(addedHeader));
    sets.set(directives, set);
  }
  return set;
}

function headerSet(list: readonly ResponseHeader[]): HeaderSet {
  const byName = new Map<string, ResponseHeader[]>();
  for (const header of list) {
    const same = byName.get(header.name);
    if (same === undefined) byName.set(header.name, [header]);
    else same.push(header);
  }
  return { list, byName };
}

/** The directives that {@link headerOf} reads. */
export const HEADER_DIRECTIVES: readonly string[] = ['add_header'];

/** The header a directive adds; `undefined` when it adds none (half-typed, another directive). */
export function headerOf(directive: NginxDirective): ResponseHeader | undefined {
  return HEADER_DIRECTIVES.includes(directive.name) ? addedHeader(directive)[0] : undefined;
}

function addedHeader(directive: NginxDirective): readonly ResponseHeader[] {
  const [name, value] = directive.values;
  if (name === undefined || value === undefined) return [];
  const always = directive.arg(2) === 'always';
  return [{ name: name.toLowerCase(), value, always, directive, valueIndex: 1 }];
}

// headers-more adds an outer level's headers to an inner level's own ones: https://github.com/openresty/headers-more-nginx-module
function moreHeaders(scope: NginxScope): readonly ResponseHeader[] {
  return scope.chain().flatMap((level) => [
    ...level.own('more_set_headers').flatMap((directive) =>
      directive.values.flatMap((text, valueIndex): readonly ResponseHeader[] => {
        const colon = text.indexOf(':');
        if (colon <= 0 || text.startsWith('-')) return [];
        const name = text.slice(0, colon).trim().toLowerCase();
        return [{ name, value: text.slice(colon + 1).trim(), always: true, directive, valueIndex }];
      }),
    ),
  ]);
}

/** A header to add: its name and the whole statement. */
export interface NewHeader {
  readonly name: string;
  readonly statement: string;
}

/** The lines of another file that {@link addHeaderEdits} repeats in this one: a set in force cannot be added to from here. */
export function copiedHeaders(scope: NginxScope): readonly NginxDirective[] {
  const { scope: definer, directives } = scope.array('add_header');
  return definer === undefined || definer.uri === scope.uri ? [] : directives;
}

/**
 * The edits that send more headers from `scope`: at the level that defines its set (inserting below it would drop that set),
 * and in every block further down that has a set of its own. `undefined` when that level is not written in a file.
 */
export function addHeaderEdits(scope: NginxScope, headers: readonly NewHeader[]): readonly NginxEdit[] | undefined {
  const { scope: definer } = scope.array('add_header');
  const { edit } = scope.model;
  const target = definer?.uri === scope.uri ? definer : scope;
  const statements = headers.map(({ statement }) => statement);
  const copies = copiedHeaders(scope).map((directive) => edit.textOf(directive));
  const base = edit.insert(target, [...copies, ...statements]);
  if (base === undefined) return undefined;
  if ([target, ...target.descendants()].some((inner) => inner.own('add_header').length > 0 && isShared(inner)))
    return undefined;
  const below = target.descendants().flatMap((inner) => {
    const own = inner.own('add_header').map((directive) => directive.arg(0)?.toLowerCase());
    const lacking = headers.filter(({ name }) => !own.includes(name.toLowerCase()));
    return own.length === 0 || lacking.length === 0
      ? []
      : (edit.insert(
          inner,
          lacking.map(({ statement }) => statement),
        ) ?? []);
  });
  return [...base, ...below];
}

/** Whether a scope is written in a file that several servers include: a change for one of them would change the others too. */
function isShared(scope: NginxScope): boolean {
  const { model } = scope;
  if (scope.uri === model.uri) return false;
  const users = model.includes
    .filter(({ uris }) => uris.includes(scope.uri))
    .map(({ directive }) => directive.scope.server);
  return new Set(users).size > 1;
}

/** A set of more headers is none that a server sends (nginx's own buffers are full before): bounds the cost for each inner block. */
const MOST_HEADERS = 100;

/** Header names whose loss matters, as written, that `outer` sends and `inner` does not. */
export function droppedHeaders(inner: NginxScope, outer: NginxScope): readonly ResponseHeader[] {
  const kept = responseHeaders(inner);
  const sent = responseHeaders(outer);
  return sent.list
    .slice(0, MOST_HEADERS)
    .filter((header) => kept.find(header.name) === undefined && sent.find(header.name) === header);
}

/** Whether a server or any block in it sends the header (with `text` in its value, when given). */
export function sendsAnywhere(scope: NginxScope, name: string, text = ''): boolean {
  return [scope, ...scope.descendants()].some((inner) =>
    responseHeaders(inner)
      .all(name)
      .some(({ value }) => value.includes(text) || value.includes('$')),
  );
}
