import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import { readShape, type Shape } from '../engine/json-shape.ts';
import { readJson } from '../engine/json-text.ts';
import { closest } from '../text/closest.ts';
import type { Span } from '../text/span.ts';
import type { Check, Checklist, Item, ItemKind, Section } from './checklist.ts';

/** A mistake in a team's own checklist, on its place. */
export interface ChecklistProblem {
  readonly span: Span;
  readonly message: string;
  /** The file was not read from here on. */
  readonly unchecked?: boolean;
}

const TOP = ['$schema', 'name', 'title', 'source', 'extends', 'sections', 'thresholds', 'tls', 'without'];
const ITEM = ['id', 'title', 'source', 'kind', 'checks', 'any', 'applies', 'every', 'command', 'expect'];
const KINDS: readonly ItemKind[] = ['rule', 'assertion', 'evidence', 'manual', 'runtime'];
const CHECK_KEYS: Readonly<Record<Check['kind'], readonly string[]>> = {
  rule: ['kind', 'rules', 'about', 'shows', 'only', 'when'],
  env: ['kind', 'name', 'test', 'with', 'among', 'of', 'default', 'some', 'only', 'when'],
  toml: ['kind', 'path', 'test', 'application', 'with', 'some', 'only', 'when'],
  compose: ['kind', 'path', 'test', 'services', 'some', 'absence', 'unknown', 'only', 'when'],
  nginx: ['kind', 'directive', 'test', 'where', 'some', 'every', 'default', 'only', 'when'],
  same: ['kind', 'pairs', 'application', 'only', 'when'],
  distinct: ['kind', 'name', 'only', 'when'],
  'no-secrets': ['kind', 'in', 'only', 'when'],
  'no-export': ['kind', 'only', 'when'],
  evidence: ['kind', 'find', 'only', 'when'],
};
/** What a check cannot do without; a condition needs what it is about and its `test`. */
const NEEDED: Readonly<Partial<Record<Check['kind'], readonly string[]>>> = {
  rule: ['rules', 'about'],
  same: ['pairs'],
  distinct: ['name'],
  'no-secrets': ['in'],
  'no-export': [],
  evidence: ['find'],
};
const TEST: Readonly<Record<string, Shape>> = {
  present: 'yes or no',
  absent: 'yes or no',
  equals: 'text',
  not: 'text',
  matches: 'text',
  notMatches: 'text',
  oneOf: { listOf: 'text' },
  minLength: 'number',
  format: {
    word: ['hex64', 'fernet', 'url-https', 'integer', 'absolute-path', 'schema-table-list', 'unix-seconds', 'daily'],
  },
  min: 'number',
  max: 'number',
};
const FINDER: Readonly<Record<string, Shape>> = {
  env: 'text',
  services: 'text',
  command: 'text',
  compose: 'text',
  nginx: 'text',
  location: 'text',
  toml: 'text',
  value: 'text',
};
const WHERE: Shape = { word: ['servers', 'tls-servers', 'plain-servers', 'proxied', 'upstreams', 'http'] };
const SELECTOR: Shape = {
  keys: {
    env: 'text',
    remoteUrl: 'text',
    services: 'text',
    nginx: WHERE,
    toml: 'text',
    application: 'text',
    format: { word: ['dotenv', 'compose', 'toml', 'nginx', 'any'] },
  },
};
/** Values by key: a key means the same in every kind of check, but for `default`. */
const CHECK_SHAPE: Readonly<Record<string, Shape>> = {
  kind: 'text',
  rules: { listOf: 'text' },
  about: SELECTOR,
  name: 'text',
  path: 'text',
  directive: 'text',
  test: { keys: TEST },
  with: 'text',
  application: 'text',
  services: 'text',
  where: WHERE,
  pairs: { mapOf: 'text' },
  find: { keys: FINDER },
  shows: 'text',
  only: { word: ['fail', 'pass'] },
  some: 'yes or no',
  every: 'yes or no',
  among: 'text',
  of: 'text',
  when: { keys: { env: 'text', value: 'text' } },
  absence: { word: ['fail', 'pass', 'unknown'] },
  unknown: 'text',
  in: { word: ['dotenv', 'environment'] },
};
/** What a program does by itself, and which image runs it. */
const DEFAULT: Shape = { keys: { image: 'text', value: 'text' } };
const ITEM_SHAPE: Readonly<Record<string, Shape>> = {
  any: 'yes or no',
  every: 'number',
  command: 'text',
  expect: 'text',
  source: 'text',
  applies: SELECTOR,
};

/**
 * Reads a team's own checklist (JSON with comments). `extends` takes over a built-in one: its sections come first, items of the same id
 * are replaced, ids in `without` left out. Never throws; what is wrong is named on its place and left out.
 */
export function parseChecklist(
  text: string,
  known: { readonly checklists: ReadonlyMap<string, Checklist>; readonly rules: ReadonlySet<string> },
): { readonly checklist: Checklist | undefined; readonly problems: readonly ChecklistProblem[] } {
  const json = readJson(text);
  if (json.deep !== undefined) return { checklist: undefined, problems: [{ ...json.deep, unchecked: true }] };
  const { tree, errors } = json;
  const problems: ChecklistProblem[] = errors.map(({ offset, length }) => ({
    span: { start: offset, end: offset + Math.max(1, length) },
    message: 'Not valid JSON',
  }));
  if (tree?.type !== 'object')
    return {
      checklist: undefined,
      problems:
        problems.length > 0 ? problems : [{ span: { start: 0, end: 0 }, message: 'A checklist must be a JSON object' }],
    };
  const reader = new Reader(problems, known);
  return { checklist: reader.checklist(tree), problems };
}

class Reader {
  readonly #problems: ChecklistProblem[];
  readonly #known: { readonly checklists: ReadonlyMap<string, Checklist>; readonly rules: ReadonlySet<string> };
  readonly #ids = new Set<string>();

  constructor(
    problems: ChecklistProblem[],
    known: { readonly checklists: ReadonlyMap<string, Checklist>; readonly rules: ReadonlySet<string> },
  ) {
    this.#problems = problems;
    this.#known = known;
  }

  checklist(tree: Node): Checklist | undefined {
    this.#keys(tree, TOP);
    const name = this.#text(tree, 'name', true);
    const base = this.#base(tree);
    const sections = children(findNodeAtLocation(tree, ['sections'])).flatMap((node) => this.#section(node));
    if (name === undefined) return undefined;
    const without = new Set(strings(findNodeAtLocation(tree, ['without'])));
    const replaced = new Set(sections.flatMap((section) => section.items.map((item) => item.id)));
    const inherited = (base?.sections ?? []).map((section) => ({
      ...section,
      items: section.items.filter((item) => !without.has(item.id) && !replaced.has(item.id)),
    }));
    const tls = this.#text(tree, 'tls', false);
    return {
      name,
      title: this.#text(tree, 'title', false) ?? name,
      source: this.#text(tree, 'source', false) ?? 'this repository',
      sections: [...inherited.filter((section) => section.items.length > 0), ...sections],
      thresholds: { ...base?.thresholds, ...numbers(findNodeAtLocation(tree, ['thresholds'])) },
      ...(tls === 'modern' || tls === 'intermediate' ? { tls } : base?.tls === undefined ? {} : { tls: base.tls }),
    };
  }

  #base(tree: Node): Checklist | undefined {
    const name = this.#text(tree, 'extends', false);
    if (name === undefined) return undefined;
    const base = this.#known.checklists.get(name);
    const node = findNodeAtLocation(tree, ['extends']);
    if (base === undefined && node !== undefined)
      this.#wrong(node, `Unknown checklist "${name}"${guess(name, this.#known.checklists.keys())}`);
    return base;
  }

  #section(node: Node): readonly Section[] {
    this.#keys(node, ['title', 'items']);
    const title = this.#text(node, 'title', true);
    const items = children(findNodeAtLocation(node, ['items'])).flatMap((item) => this.#item(item));
    return title === undefined ? [] : [{ title, items }];
  }

  #item(node: Node): readonly Item[] {
    this.#keys(node, ITEM);
    const id = this.#text(node, 'id', true);
    const title = this.#text(node, 'title', true);
    const kind = KINDS.find((one) => one === this.#text(node, 'kind', true));
    if (id === undefined || title === undefined) return [];
    const kindNode = findNodeAtLocation(node, ['kind']);
    if (kind === undefined) {
      if (kindNode !== undefined) this.#wrong(kindNode, `"kind" must be ${KINDS.join(', ')}`);
      return [];
    }
    if (this.#ids.has(id)) this.#wrong(findNodeAtLocation(node, ['id']) ?? node, `Two items have the id "${id}"`);
    this.#ids.add(id);
    const checks = children(findNodeAtLocation(node, ['checks'])).flatMap((check) => this.#check(check));
    if (checks.length === 0 && kind !== 'manual' && kind !== 'runtime')
      this.#wrong(node, `Item "${id}" of kind ${kind} needs "checks"`);
    const body = readShape(node, { keys: ITEM_SHAPE }, (part, expected) => this.#misshapen(part, expected));
    return [
      {
        id,
        title,
        kind,
        checks,
        ...(body as Pick<Item, 'any' | 'every' | 'command' | 'expect' | 'source' | 'applies'>),
      },
    ];
  }

  #check(node: Node): readonly Check[] {
    const kind = this.#text(node, 'kind', true) ?? '';
    if (!isCheckKind(kind)) {
      const kindNode = findNodeAtLocation(node, ['kind']);
      if (kindNode !== undefined)
        this.#wrong(kindNode, `Unknown kind of check "${kind}"${guess(kind, Object.keys(CHECK_KEYS))}`);
      return [];
    }
    const before = this.#problems.length;
    this.#keys(node, CHECK_KEYS[kind]);
    const needed = NEEDED[kind] ?? [CHECK_KEYS[kind][1] ?? '', 'test'];
    for (const key of needed)
      if (findNodeAtLocation(node, [key]) === undefined) this.#wrong(node, `A check of kind ${kind} needs "${key}"`);
    if (kind === 'nginx' && findNodeAtLocation(node, ['where']) === undefined)
      this.#wrong(node, 'A check of kind nginx needs "where"');
    const test = findNodeAtLocation(node, ['test']);
    if (test !== undefined) this.#keys(test, Object.keys(TEST));
    const find = findNodeAtLocation(node, ['find']);
    if (find !== undefined) this.#keys(find, Object.keys(FINDER));
    const shape = { keys: { ...CHECK_SHAPE, default: kind === 'env' ? DEFAULT : 'text' } } as const;
    const check = readShape(node, shape, (part, expected) => this.#misshapen(part, expected));
    for (const rule of children(findNodeAtLocation(node, ['rules']))) {
      const id = String(rule.value);
      if (!id.endsWith('/*') && !this.#known.rules.has(id))
        this.#wrong(rule, `Unknown rule "${id}"${guess(id, this.#known.rules)}`);
    }
    // Every key has been checked against the kind's own, every value against its key's shape; a check with a mistake is left out.
    return this.#problems.length > before ? [] : [check as Check];
  }

  #text(node: Node, key: string, required: boolean): string | undefined {
    const found = findNodeAtLocation(node, [key]);
    if (found === undefined) {
      if (required) this.#wrong(node, `"${key}" is missing`);
      return undefined;
    }
    if (typeof found.value === 'string' && found.value !== '') return found.value;
    this.#wrong(found, `"${key}" must be a text`);
    return undefined;
  }

  #keys(node: Node, allowed: readonly string[]): void {
    if (node.type !== 'object') {
      this.#wrong(node, 'An object is expected here');
      return;
    }
    for (const property of node.children ?? []) {
      const key = property.children?.[0];
      if (key !== undefined && !allowed.includes(String(key.value)))
        this.#wrong(key, `Unknown key "${String(key.value)}"${guess(String(key.value), allowed)}`);
    }
  }

  #misshapen(node: Node, expected: string): void {
    const name: unknown = node.parent?.type === 'property' ? node.parent.children?.[0]?.value : undefined;
    this.#wrong(node, `${typeof name === 'string' ? `"${name}"` : 'This'} must be ${expected}`);
  }

  #wrong(node: Node, message: string): void {
    this.#problems.push({ span: { start: node.offset, end: node.offset + Math.max(1, node.length) }, message });
  }
}

function isCheckKind(kind: string): kind is Check['kind'] {
  return Object.hasOwn(CHECK_KEYS, kind);
}

function guess(word: string, candidates: Iterable<string>): string {
  const found = closest(word, candidates);
  return found === undefined ? '' : `; did you mean "${found}"?`;
}

function children(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

function strings(node: Node | undefined): readonly string[] {
  return children(node).flatMap((child) => (typeof child.value === 'string' ? [child.value] : []));
}

function numbers(node: Node | undefined): Record<string, number> {
  const value: unknown = node === undefined ? {} : getNodeValue(node);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
