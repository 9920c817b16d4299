import { parseRegex } from '../read/regex.ts';
import { admits, isClosed } from '../read/regex-facts.ts';
import type {
  NginxControl,
  NginxDirective,
  NginxModel,
  NginxScope,
  NginxTaint,
  NginxVariableDefinition,
} from './model.ts';

/** What clients decide of nginx's own variables; everything else is chosen by the server (`$scheme`, `$remote_addr` …). */
const OWN: Readonly<Record<string, NginxControl>> = {
  // Decoded paths: `%0a` has become a line feed.
  uri: 'newlines',
  document_uri: 'newlines',
  request_filename: 'newlines',
  fastcgi_script_name: 'newlines',
  fastcgi_path_info: 'newlines',
  request_body: 'newlines',
  // As sent: still percent-encoded, or a header line.
  request_uri: 'text',
  request: 'text',
  args: 'text',
  query_string: 'text',
  http_host: 'text',
  remote_user: 'text',
  proxy_add_x_forwarded_for: 'text',
  content_type: 'text',
  content_length: 'text',
  ssl_client_s_dn: 'text',
  // Characters of a host name only, but any host name.
  host: 'host',
  ssl_server_name: 'host',
  ssl_preread_server_name: 'host',
};
const OWN_PREFIXES: readonly string[] = ['http_', 'arg_', 'cookie_', 'jwt_claim_', 'jwt_header_'];
const RANK: readonly NginxControl[] = ['none', 'host', 'text', 'returns', 'newlines'];
const DEEPEST = 8;
/** Definitions and map lines one question follows: chains of maps that use a variable twice would double at every step. */
const MOST_STEPS = 400;

/** What a client decides of a variable nginx brings itself; `undefined` for variables a file defines and for captures. */
function ownControl(name: string): NginxControl | undefined {
  if (Object.hasOwn(OWN, name)) return OWN[name];
  return OWN_PREFIXES.some((prefix) => name.startsWith(prefix)) ? 'text' : undefined;
}

/** Where a text is looked at: captures mean something else in every place. */
interface Place {
  readonly scope: NginxScope;
  readonly directive: NginxDirective | undefined;
  readonly through: readonly NginxDirective[];
  readonly trail: Trail;
  /** Numbered captures are percent-encoded again there: `set` and the replacement of a `rewrite` (ngx_http_script_copy_capture_code). */
  readonly isEscaped?: boolean;
}

/** What one question has followed so far. */
interface Trail {
  /** Definitions seen by this question: what they hold is known, a second way to them adds nothing. */
  readonly seen: Set<NginxDirective>;
  /** Shared with the questions asked on the way. */
  readonly budget: { steps: number };
  /** How many questions (sources of maps, subjects of conditions) this one is inside. */
  readonly depth: number;
}

/** The client-controlled variables in a text, followed through `set`, `map` and captures. */
export function taintOf(
  text: string,
  scope: NginxScope,
  model: NginxModel,
  directive?: NginxDirective,
): readonly NginxTaint[] {
  if (!text.includes('$')) return [];
  const trail: Trail = { seen: new Set(), budget: { steps: MOST_STEPS }, depth: 0 };
  const found: NginxTaint[] = [];
  collect(text, { scope, directive, through: [], trail }, model, found);
  const known = new Set<string>();
  return found.filter(({ source, control }) => {
    const key = `${control} ${source}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** How much of the subject of a map or a condition a client decides; part of a larger question. */
function controlOf(text: string, scope: NginxScope, model: NginxModel, outer: Trail): NginxControl {
  if (outer.depth >= DEEPEST) return 'none';
  const trail: Trail = { seen: new Set(), budget: outer.budget, depth: outer.depth + 1 };
  const found: NginxTaint[] = [];
  collect(text, { scope, directive: undefined, through: [], trail }, model, found);
  return worst(found);
}

function collect(text: string, place: Place, model: NginxModel, found: NginxTaint[]): void {
  if (!text.includes('$') || place.through.length > DEEPEST) return;
  for (const use of model.variablesIn(text)) {
    const own = ownControl(use.name);
    const variable = model.variable(use.name);
    if (variable !== undefined) {
      for (const definition of variable.definitions) {
        if (place.trail.budget.steps-- <= 0) return;
        followDefinition(use.name, definition, place, model, found);
      }
    } else if (own !== undefined) {
      add(found, use.name, own, place);
    } else if (isNumber(use.name)) {
      const captured = captureAt(Number(use.name), place, model);
      const capture = place.isEscaped === true ? escaped(captured) : captured;
      if (capture !== undefined) add(found, use.name, capture, place);
    }
  }
}

function add(found: NginxTaint[], source: string, control: NginxControl, place: Place): void {
  if (control !== 'none') found.push({ source, control, through: place.through });
}

function followDefinition(
  name: string,
  definition: NginxVariableDefinition,
  place: Place,
  model: NginxModel,
  found: NginxTaint[],
): void {
  const { directive } = definition;
  const { trail } = place;
  // A directive may define several names by its captures: only what is followed further is followed once.
  if (definition.kind !== 'capture') {
    if (trail.seen.has(directive)) return;
    trail.seen.add(directive);
  }
  if (place.through.includes(directive)) return;
  const through = [...place.through, directive];
  if (definition.kind === 'set') {
    const inside: Place = { scope: directive.scope, directive, through, trail, isEscaped: true };
    collect(definition.values?.[0] ?? '', inside, model, found);
  } else if (definition.kind === 'map') {
    followMap(directive, through, trail, model, found);
  } else if (definition.kind === 'capture') {
    const control = namedCapture(name, directive, model, trail);
    if (control !== undefined) add(found, name, control, { ...place, through });
  }
}

/** The lines of a map whose value is no plain text; a large map is asked for many times. A cache only. */
const variableLines = new WeakMap<NginxDirective, readonly NginxDirective[]>();

function linesWithVariables(map: NginxDirective): readonly NginxDirective[] {
  let lines = variableLines.get(map);
  if (lines === undefined) {
    lines = (map.block?.directives ?? []).filter(
      (entry) => entry.name !== 'include' && entry.arg(0)?.includes('$') === true,
    );
    variableLines.set(map, lines);
  }
  return lines;
}

/** The result of a map is one of its values; a value may be a variable or, behind a regex key, a capture of the source. */
function followMap(
  map: NginxDirective,
  through: readonly NginxDirective[],
  trail: Trail,
  model: NginxModel,
  found: NginxTaint[],
): void {
  let source: NginxControl | undefined;
  const place: Place = { scope: map.scope, directive: undefined, through, trail };
  for (const entry of linesWithVariables(map)) {
    if (trail.budget.steps-- <= 0) return;
    for (const use of model.variablesIn(entry.arg(0) ?? '')) {
      let capture: NginxControl | undefined;
      if (entry.name.startsWith('~')) {
        source ??= controlOf(map.arg(0) ?? '', map.scope, model, trail);
        capture = captureOf(entry.name, use.name, source);
      }
      if (capture !== undefined) add(found, use.name, capture, place);
      else collect(use.raw, place, model, found);
    }
  }
}

/** How much a group of a pattern passes on of a subject that is controlled so far; `undefined` when it has no such group. */
function captureOf(pattern: string, group: string, subject: NginxControl): NginxControl | undefined {
  const insensitive = pattern.startsWith('~*');
  const bare = pattern.startsWith('~') ? pattern.slice(insensitive ? 2 : 1) : pattern;
  const regex = parseRegex(bare, insensitive);
  const index = isNumber(group) ? Number(group) : undefined;
  const found = regex.groups.find((candidate) => candidate.index === index || candidate.name?.toLowerCase() === group);
  if (found === undefined) return undefined;
  if (isClosed(found.node)) return 'none';
  if (subject === 'newlines' && admits(found.node, 10)) return 'newlines';
  if (subject === 'newlines' || subject === 'returns') return admits(found.node, 13) ? 'returns' : 'text';
  return subject;
}

/** What is left of a capture whose control characters are percent-encoded. Named captures and `$uri` are copied as they are. */
function escaped(control: NginxControl | undefined): NginxControl | undefined {
  return control === 'newlines' || control === 'returns' ? 'text' : control;
}

/** `$1` in a place: the last regex that ran there. */
function captureAt(index: number, place: Place, model: NginxModel): NginxControl | undefined {
  const group = String(index);
  if (place.directive?.name === 'rewrite') return escaped(captureOf(place.directive.arg(0) ?? '', group, 'newlines'));
  for (const scope of place.scope.chain()) {
    const control = scope.opener === undefined ? undefined : captureIn(scope.opener, group, model, place.trail);
    if (control !== undefined) return control;
    if (scope.kind === 'server') {
      return scope
        .own('server_name')
        .flatMap((directive) => directive.values)
        .map((name) => (name.startsWith('~') ? captureOf(name, group, 'host') : undefined))
        .find((found) => found !== undefined);
    }
  }
  return undefined;
}

function captureIn(opener: NginxDirective, group: string, model: NginxModel, trail: Trail): NginxControl | undefined {
  if (opener.name === 'location') {
    const location = opener.block?.location;
    return location?.isRegex === true ? captureOf(location.path, group, 'newlines') : undefined;
  }
  if (opener.name !== 'if') return undefined;
  const condition = regexCondition(opener.values);
  if (condition === undefined) return undefined;
  return captureOf(condition.pattern, group, controlOf(condition.variable, opener.scope, model, trail));
}

function namedCapture(
  name: string,
  directive: NginxDirective,
  model: NginxModel,
  trail: Trail,
): NginxControl | undefined {
  switch (directive.name) {
    case 'location':
    case 'if':
      return captureIn(directive, name, model, trail);
    case 'rewrite':
      return captureOf(directive.arg(0) ?? '', name, 'newlines');
    case 'server_name':
      return 'host';
    case 'map': {
      const source = controlOf(directive.arg(0) ?? '', directive.scope, model, trail);
      const keys = directive.block?.directives.map((entry) => entry.name) ?? [];
      const holding = keys.filter((key) => key.toLowerCase().includes(name));
      return holding.map((key) => captureOf(key, name, source)).find((control) => control !== undefined);
    }
    default:
      return undefined;
  }
}

/** `if ($variable ~ pattern)` in its words, parentheses stripped. */
export function regexCondition(
  values: readonly string[],
):
  | { readonly variable: string; readonly pattern: string; readonly negated: boolean; readonly ignoreCase: boolean }
  | undefined {
  const words = values
    .map((value, i) => (i === 0 && value.startsWith('(') ? value.slice(1) : value))
    .filter((w) => w !== '');
  const last = words[words.length - 1];
  if (last === ')') words.pop();
  else if (last?.endsWith(')') === true) words[words.length - 1] = last.slice(0, -1);
  const [variable, operator, pattern] = words;
  if (variable === undefined || operator === undefined || pattern === undefined) return undefined;
  if (operator !== '~' && operator !== '~*' && operator !== '!~' && operator !== '!~*') return undefined;
  return { variable, pattern, negated: operator.startsWith('!'), ignoreCase: operator.endsWith('*') };
}

function worst(taints: readonly NginxTaint[]): NginxControl {
  const highest = taints.reduce((rank, taint) => Math.max(rank, RANK.indexOf(taint.control)), 0);
  return RANK[highest] ?? 'none';
}

function isNumber(text: string): boolean {
  return text.length === 1 && text >= '0' && text <= '9';
}
