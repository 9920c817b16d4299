import type { NginxDirective, NginxVariable, NginxVariableDefinition, NginxVariableUse } from './model.ts';

/** The variables in a decoded word: `$name`, `${name}`, captures `$1`. Linear. */
export function variablesIn(text: string): readonly NginxVariableUse[] {
  const uses: NginxVariableUse[] = [];
  for (let from = text.indexOf('$'); from !== -1; from = text.indexOf('$', from + 1)) {
    const braced = text[from + 1] === '{';
    const start = braced ? from + 2 : from + 1;
    let end = start;
    if (!braced && isDigit(text.charCodeAt(start))) end = start + 1;
    else while (end < text.length && isNameCharacter(text.charCodeAt(end))) end++;
    if (end === start || (braced && text[end] !== '}')) continue;
    const to = braced ? end + 1 : end;
    uses.push({ name: text.slice(start, end).toLowerCase(), raw: text.slice(from, to), from, to });
  }
  return uses;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNameCharacter(code: number): boolean {
  return isDigit(code) || code === 95 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Directives whose first argument is a variable they fill, by a module's own means. */
const FILLED_BY_MODULE: ReadonlySet<string> = new Set([
  'auth_request_set',
  'auth_jwt_claim_set',
  'auth_jwt_header_set',
  'js_set',
  'js_var',
  'perl_set',
  'set_by_lua',
  'set_by_lua_block',
  'set_by_lua_file',
]);

/** Everything the files define, by name in lower case. */
export function collectVariables(directives: readonly NginxDirective[]): ReadonlyMap<string, NginxVariable> {
  const found = new Map<string, { name: string; definitions: NginxVariableDefinition[] }>();
  const add = (name: string | undefined, definition: NginxVariableDefinition) => {
    if (name === undefined || !name.startsWith('$') || name.length < 2) return;
    addNamed(found, name.slice(1).toLowerCase(), definition);
  };
  for (const directive of directives) {
    define(directive, add);
    for (const name of capturesOf(directive)) {
      addNamed(found, name, { kind: 'capture', directive, values: undefined });
    }
  }
  return found;
}

function addNamed(
  found: Map<string, { name: string; definitions: NginxVariableDefinition[] }>,
  name: string,
  definition: NginxVariableDefinition,
): void {
  const known = found.get(name);
  if (known === undefined) found.set(name, { name, definitions: [definition] });
  else known.definitions.push(definition);
}

function define(
  directive: NginxDirective,
  add: (name: string | undefined, definition: NginxVariableDefinition) => void,
): void {
  const last = directive.arg(directive.args.length - 1);
  switch (directive.name) {
    case 'set':
      add(directive.arg(0), { kind: 'set', directive, values: [directive.arg(1) ?? ''] });
      return;
    case 'map':
    case 'num_map':
    case 'geo':
    case 'split_clients': {
      const kind = directive.name === 'num_map' ? 'map' : directive.name;
      if (directive.block !== undefined) add(last, { kind, directive, values: valuesOf(directive) });
      return;
    }
    case 'geoip2':
      for (const entry of directive.block?.directives ?? [])
        add(entry.name, { kind: 'module', directive, values: undefined });
      return;
    case 'keyval':
      add(directive.arg(1), { kind: 'module', directive, values: undefined });
      return;
    default:
      if (FILLED_BY_MODULE.has(directive.name) || /^set_[a-z0-9_]+$/.test(directive.name))
        add(directive.arg(0), { kind: 'module', directive, values: undefined });
  }
}

/** What a map-like block may yield: its lines' values; an unread include makes it unknown. */
function valuesOf(directive: NginxDirective): readonly string[] | undefined {
  const block = directive.block;
  if (block === undefined || !block.complete) return undefined;
  return block.directives.flatMap((entry) =>
    entry.args.length > 0 && entry.name !== 'include' ? [entry.arg(0) ?? ''] : [],
  );
}

/** Places where a directive holds regular expressions: their named groups become variables. */
function capturesOf(directive: NginxDirective): readonly string[] {
  switch (directive.name) {
    case 'location':
    case 'server_name':
    case 'if':
    case 'rewrite':
      return directive.values.flatMap(namesOfGroups);
    case 'map':
      return directive.block?.directives.flatMap((entry) => namesOfGroups(entry.name)) ?? [];
    default:
      return [];
  }
}

function namesOfGroups(pattern: string): readonly string[] {
  const names: string[] = [];
  for (let at = pattern.indexOf('(?'); at !== -1; at = pattern.indexOf('(?', at + 2)) {
    const named = /^(?:P?<([A-Za-z_][A-Za-z0-9_]*)>|'([A-Za-z_][A-Za-z0-9_]*)')/.exec(pattern.slice(at + 2, at + 60));
    const name = named?.[1] ?? named?.[2];
    if (name !== undefined) names.push(name.toLowerCase());
  }
  return names;
}
