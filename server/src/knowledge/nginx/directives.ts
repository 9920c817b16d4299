import data from '../../data/nginx-directives.json' with { type: 'json' };
import { isOlder } from './version.ts';

/** Who brings a directive: nginx itself, NGINX Plus, a dynamic module — or only the documentation names it. */
export type DirectiveSource = 'oss' | 'plus' | 'lua' | 'njs' | 'otel' | 'headers-more' | 'geoip2' | 'docs';

/** One way a directive may be written. */
export interface DirectiveForm {
  /** `main`, `http`, `http.server`, `http.location.if`, `stream.upstream` … */
  readonly contexts: readonly string[];
  readonly isBlock: boolean;
  /** Takes `on` or `off`. */
  readonly isFlag: boolean;
  /** Numbers of arguments: exact ones, or at least one number. */
  readonly counts: readonly number[];
  readonly atLeast: number | undefined;
}

export type SlotType =
  | 'flag'
  | 'size'
  | 'number'
  | 'milliseconds'
  | 'seconds'
  | 'bitmask'
  | 'enum'
  | 'buffers'
  | 'offset'
  | 'string'
  | 'array'
  | 'pairs'
  | 'complex'
  | 'path'
  | 'custom';

/** How nginx stores the value: what it accepts, and what a second one in the same block does. */
export interface DirectiveSlot {
  readonly protocol: 'http' | 'stream' | 'mail' | 'core' | 'event';
  readonly type: SlotType;
  /** `reject`: "directive is duplicate". `combine`: values add up. `handler`: the directive's own code decides. */
  readonly duplicate: 'reject' | 'combine' | 'handler';
  /** Of `enum` and `bitmask`; compared without case. */
  readonly values: readonly string[];
}

export interface DirectiveFacts {
  readonly name: string;
  readonly source: DirectiveSource;
  readonly forms: readonly DirectiveForm[];
  /** The first version that knows it; `undefined`: older than anything in use. */
  readonly since: string | undefined;
  /** The first version that does not know it any more. */
  readonly removed: string | undefined;
  readonly slots: readonly DirectiveSlot[];
}

const CONTEXTS: Readonly<Record<string, string>> = {
  a: 'main',
  b: 'events',
  c: 'http',
  d: 'http.server',
  e: 'http.location',
  f: 'http.server.if',
  g: 'http.location.if',
  h: 'http.location.limit_except',
  i: 'http.upstream',
  j: 'http.oidc_provider',
  k: 'stream',
  l: 'stream.server',
  m: 'stream.upstream',
  n: 'mail',
  o: 'mail.server',
  p: 'mgmt',
};
const SOURCES: Readonly<Record<string, DirectiveSource>> = {
  o: 'oss',
  p: 'plus',
  l: 'lua',
  j: 'njs',
  t: 'otel',
  m: 'headers-more',
  g: 'geoip2',
  d: 'docs',
};
const TYPES: Readonly<Record<string, SlotType>> = {
  f: 'flag',
  s: 'size',
  n: 'number',
  t: 'milliseconds',
  T: 'seconds',
  b: 'bitmask',
  e: 'enum',
  B: 'buffers',
  o: 'offset',
  S: 'string',
  A: 'array',
  K: 'pairs',
  C: 'complex',
  P: 'path',
};
const PROTOCOLS: Readonly<Record<string, DirectiveSlot['protocol']>> = {
  h: 'http',
  s: 'stream',
  m: 'mail',
  c: 'core',
  e: 'event',
};

/** Name, source, forms, since, slots, removed in; see `columns` of the file. */
const ROWS: readonly (readonly string[])[] = data.rows;

/** One row of the table, read when somebody asks for it. */
class TableEntry implements DirectiveFacts {
  readonly name: string;
  readonly #row: readonly string[];
  #forms: readonly DirectiveForm[] | undefined;
  #slots: readonly DirectiveSlot[] | undefined;

  constructor(row: readonly string[]) {
    this.name = row[0] ?? '';
    this.#row = row;
  }

  get source(): DirectiveSource {
    return SOURCES[this.#field(1) ?? ''] ?? 'docs';
  }

  get forms(): readonly DirectiveForm[] {
    this.#forms ??= split(this.#field(2))
      .map(parseForm)
      .filter((form) => form.contexts.length > 0);
    return this.#forms;
  }

  get since(): string | undefined {
    return this.#field(3);
  }

  get slots(): readonly DirectiveSlot[] {
    this.#slots ??= split(this.#field(4)).map(parseSlot);
    return this.#slots;
  }

  get removed(): string | undefined {
    return this.#field(5);
  }

  /** `undefined` when empty. */
  #field(index: number): string | undefined {
    const text = this.#row[index];
    return text === '' ? undefined : text;
  }
}

function split(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(' ');
}

const TABLE: ReadonlyMap<string, DirectiveFacts> = new Map(
  ROWS.map((row) => new TableEntry(row)).map((entry) => [entry.name, entry]),
);

/** Every directive name of nginx, NGINX Plus and the modules in the table. */
export const DIRECTIVE_NAMES: readonly string[] = [...TABLE.keys()];

/** What is known of a directive; `undefined` for names of other modules and mistakes. */
export function directiveFacts(name: string): DirectiveFacts | undefined {
  return TABLE.get(name);
}

/** Whether a version of nginx knows the directive; every version does when none is given. */
export function isKnownIn(facts: DirectiveFacts, version: string | undefined): boolean {
  if (version === undefined) return true;
  if (facts.since !== undefined && isOlder(version, facts.since)) return false;
  return facts.removed === undefined || isOlder(version, facts.removed);
}

/** Whether a form takes that many arguments. */
export function takes(form: DirectiveForm, count: number): boolean {
  return form.counts.includes(count) || (form.atLeast !== undefined && count >= form.atLeast);
}

function parseForm(text: string): DirectiveForm {
  const colon = text.indexOf(':');
  const counts = text.slice(colon + 1).replace(/[{!]+$/, '');
  const open = counts === 'any' ? 0 : counts.endsWith('+') ? Number(counts.slice(0, -1)) : undefined;
  return {
    contexts: [...text.slice(0, colon)].map((letter) => CONTEXTS[letter] ?? ''),
    isBlock: text.includes('{'),
    isFlag: text.endsWith('!'),
    counts: open === undefined ? counts.split(',').map(Number) : [],
    atLeast: open,
  };
}

function parseSlot(text: string): DirectiveSlot {
  const duplicate = text[2];
  return {
    protocol: PROTOCOLS[text[0] ?? ''] ?? 'core',
    type: TYPES[text[1] ?? ''] ?? 'custom',
    duplicate: duplicate === 'r' ? 'reject' : duplicate === 'h' ? 'handler' : 'combine',
    values: text.length > 4 ? text.slice(4).split('|') : [],
  };
}
