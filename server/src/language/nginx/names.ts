import type { Location } from '../../formats/format.ts';
import type { NginxDirective, NginxModel, NginxScope } from '../../formats/nginx/model/model.ts';
import type { Span } from '../../text/span.ts';

/** What a name in an nginx file stands for. Caches are one kind for each protocol of the application behind nginx. */
export type NginxNameKind =
  | 'variable'
  | 'upstream'
  | 'limit_req_zone'
  | 'limit_conn_zone'
  | 'cache'
  | 'log_format'
  | 'named location';

/** One place that makes or uses a name. */
export interface NginxName {
  readonly kind: NginxNameKind;
  /** As names are compared: variables in lower case without `$`, upstreams in lower case, caches with their directive. */
  readonly name: string;
  readonly at: Location;
  readonly makes: boolean;
  readonly directive: NginxDirective;
}

/** A part of an argument, counted in its decoded value. */
interface Part {
  readonly kind: NginxNameKind;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly makes?: boolean;
}

const CACHE = /^(proxy|fastcgi|uwsgi|scgi)_cache(_path)?$/;
/** Directives whose argument of that number is the name of a variable they fill. */
const FILLS: Readonly<Record<string, number | 'last'>> = {
  set: 0,
  auth_request_set: 0,
  auth_jwt_claim_set: 0,
  auth_jwt_header_set: 0,
  js_set: 0,
  js_var: 0,
  perl_set: 0,
  set_by_lua: 0,
  set_by_lua_block: 0,
  set_by_lua_file: 0,
  keyval: 1,
  map: 'last',
  num_map: 'last',
  geo: 'last',
  split_clients: 'last',
};

/** Every name that the arguments of a directive make or use, in order. */
export function namesOf(directive: NginxDirective, model: NginxModel): readonly NginxName[] {
  const names: NginxName[] = [];
  for (const [index, word] of directive.args.entries()) {
    // Escapes would shift offsets: names that stand behind one are left out.
    if (word.value.length !== word.content.end - word.content.start) continue;
    for (const { kind, name, from, to, makes = false } of partsOf(directive, index, word.value, model)) {
      const span = { start: word.content.start + from, end: word.content.start + to };
      names.push({ kind, name, at: { uri: directive.uri, span }, makes, directive });
    }
  }
  return names;
}

function partsOf(directive: NginxDirective, index: number, value: string, model: NginxModel): readonly Part[] {
  const fills = Object.hasOwn(FILLS, directive.name) ? FILLS[directive.name] : undefined;
  const filled = fills === 'last' ? directive.args.length - 1 : fills;
  const variables = model.variablesIn(value).map(({ name, from, to }): Part => {
    const makes = filled === index && from === 0 && to === value.length;
    return { kind: 'variable', name, from, to, makes };
  });
  const other = ownPart(directive, index, value);
  return other === undefined ? variables : [other, ...variables];
}

function ownPart(directive: NginxDirective, index: number, value: string): Part | undefined {
  const { name } = directive;
  if (name === 'limit_req_zone' || name === 'limit_conn_zone') return parameter(value, 'zone=', name, true);
  if (name === 'limit_req') return parameter(value, 'zone=', 'limit_req_zone', false);
  if (name === 'limit_conn') return index === 0 ? whole('limit_conn_zone', value) : undefined;
  const cache = CACHE.exec(name);
  if (cache !== null) {
    if (cache[2] === undefined)
      return index === 0 && value !== 'off' ? cachePart(cache, whole('cache', value)) : undefined;
    return cachePart(cache, parameter(value, 'keys_zone=', 'cache', true));
  }
  if (name === 'log_format') return index === 0 ? { ...whole('log_format', value), makes: true } : undefined;
  if (name === 'access_log') return index === 1 && !value.includes('=') ? whole('log_format', value) : undefined;
  if (name === 'upstream') return index === 0 ? { ...upstreamPart(value, 0), makes: true } : undefined;
  if (name.endsWith('_pass')) return index === 0 ? passed(value) : undefined;
  if (!value.startsWith('@') || value.length < 2) return undefined;
  return { ...whole('named location', value), makes: name === 'location' };
}

function whole(kind: NginxNameKind, value: string): Part {
  return { kind, name: value, from: 0, to: value.length };
}

/** `zone=login:10m` makes, `zone=login` uses `login`. */
function parameter(value: string, label: string, kind: NginxNameKind, makes: boolean): Part | undefined {
  if (!value.startsWith(label)) return undefined;
  const colon = value.indexOf(':', label.length);
  const to = colon < 0 ? value.length : colon;
  const name = value.slice(label.length, to);
  return name === '' ? undefined : { kind, name, from: label.length, to, makes };
}

function cachePart([, protocol = '']: RegExpExecArray, part: Part | undefined): Part | undefined {
  return part === undefined ? undefined : { ...part, name: `${protocol} ${part.name}` };
}

/** The host that a `…_pass` hands the request to; an upstream when one is called so. */
function passed(value: string): Part | undefined {
  const scheme = value.indexOf('://');
  const from = scheme < 0 ? 0 : scheme + 3;
  let to = from;
  while (to < value.length && value[to] !== '/' && value[to] !== ':') to++;
  const host = value.slice(from, to);
  return host === '' || host.includes('$') || host.startsWith('[') ? undefined : upstreamPart(host, from);
}

function upstreamPart(host: string, from: number): Part {
  return { kind: 'upstream', name: host.toLowerCase(), from, to: from + host.length };
}

/** The name that stands at an offset of the model's own file. */
export function nameAt(model: NginxModel, directive: NginxDirective, offset: number): NginxName | undefined {
  const holds = ({ start, end }: Span) => start <= offset && offset <= end;
  const found = namesOf(directive, model).filter(({ at }) => holds(at.span));
  // A variable inside a wider word is what the cursor means.
  return found.at(-1);
}

/** Every directive of the models, lines of `map` and the like too, each place once. */
export function directivesOf(models: readonly NginxModel[]): readonly NginxDirective[] {
  const found = new Map<string, NginxDirective>();
  for (const model of models)
    for (const scope of [model.root, ...model.root.descendants()])
      for (const directive of scope.directives) {
        const key = `${directive.span.start} ${directive.uri}`;
        if (!found.has(key)) found.set(key, directive);
      }
  return [...found.values()];
}

/** The places that make a name: for a variable of captures, the directives whose pattern makes it. */
export function declarationsOf(name: NginxName, models: readonly NginxModel[]): readonly Location[] {
  const [model] = models;
  if (model === undefined) return [];
  const places = directivesOf(models)
    .flatMap((directive) => namesOf(directive, model))
    .filter((other) => other.makes && isSame(other, name))
    .map(({ at }) => at);
  if (places.length > 0 || name.kind !== 'variable') return places;
  const definitions = models.flatMap((one) => one.variable(name.name)?.definitions ?? []);
  return distinct(definitions.map(({ directive }) => directive.at));
}

/** Every place that uses a name, those that make it too when asked for. */
export function usesOf(name: NginxName, models: readonly NginxModel[], withDeclarations: boolean): readonly Location[] {
  const [model] = models;
  if (model === undefined) return [];
  return directivesOf(models)
    .flatMap((directive) => namesOf(directive, model))
    .filter((other) => isSame(other, name) && (withDeclarations || !other.makes))
    .map(({ at }) => at);
}

function isSame(a: NginxName, b: NginxName): boolean {
  if (a.kind !== b.kind || a.name !== b.name) return false;
  const [here, there] = [a.directive.scope, b.directive.scope];
  if (a.kind === 'named location') return here.server?.scope.opener?.node === there.server?.scope.opener?.node;
  return isSameProtocol(here, there);
}

/** Names of `http` and `stream` are different worlds; a fragment may belong to either. */
function isSameProtocol({ protocol: a }: NginxScope, { protocol: b }: NginxScope): boolean {
  return a === b || a === 'unknown' || b === 'unknown';
}

function distinct(places: readonly Location[]): readonly Location[] {
  return [...new Map(places.map((place) => [`${place.span.start} ${place.uri}`, place])).values()];
}
