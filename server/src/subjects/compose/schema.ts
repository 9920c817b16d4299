import type { ComposeModel } from '../../formats/compose/model/model.ts';
import {
  type SourceMap,
  type SourceNode,
  type SourcePair,
  type SourceTarget,
  targetOf,
} from '../../formats/compose/read/tree.ts';
import {
  formerName,
  isDescribed,
  isOfPlatform,
  isTextList,
  isTextMap,
  type ObjectSchema,
  objectSchema,
  placeBelow,
  type ValueForm,
} from '../../knowledge/compose/keys.ts';
import { closest } from '../../text/closest.ts';

/** One place where a file does not follow the published schema. */
export interface SchemaProblem {
  readonly kind: 'unknown-key' | 'wrong-form' | 'missing-key' | 'wrong-value';
  /** The path of the object in the schema's words (`services.*.healthcheck`). */
  readonly path: string;
  /** The names on the way to it, as written. */
  readonly names: readonly string[];
  /** The object itself. */
  readonly map: SourceMap | undefined;
  /** The key (or the item) it is about. */
  readonly key: string;
  readonly node: SourceNode;
  readonly pair: SourcePair | undefined;
  /** The forms the value may have, or the values, or the key that is missing. */
  readonly expected: readonly string[];
}

/** Names a person writes; what a template or an interpolation still makes is none. */
const NAME = /^[A-Za-z_][\w.-]*$/;

class Walk {
  readonly problems: SchemaProblem[] = [];
  readonly #seen = new Map<SourceTarget, Set<string>>();
  readonly #isOverride: boolean;

  constructor(isOverride: boolean) {
    this.#isOverride = isOverride;
  }

  node(source: SourceNode, path: string, names: readonly string[]): void {
    const target = targetOf(source);
    if (target === undefined || target.kind === 'scalar' || !isDescribed(path)) return;
    const seen = this.#seen.get(target) ?? new Set();
    this.#seen.set(target, seen);
    if (seen.has(path)) return;
    seen.add(path);
    if (target.kind === 'list') {
      for (const [i, item] of target.items.entries()) this.node(item, `${path}[]`, [...names, String(i)]);
      return;
    }
    const schema = objectSchema(path);
    if (schema !== undefined) this.#object(target, path, names, schema, target);
    else for (const pair of ownPairs(target)) this.#member(pair, `${path}.*`, names, target);
  }

  /** A member of a map of free names: a service, a network. */
  #member(pair: SourcePair, path: string, names: readonly string[], map: SourceMap): void {
    if (pair.key.text.startsWith('x-')) return;
    if (path === 'services.*' && isSection(pair)) {
      this.#add('unknown-key', pair, { path: 'services', names, map, expected: [] });
      return;
    }
    const value = targetOf(pair.value);
    const isMap = value === undefined || value.kind === 'map' || value.tag !== undefined;
    const mayBeScalar = path.endsWith('ulimits.*') || (value !== undefined && isEmpty(value));
    if (!isMap && !(value?.kind === 'scalar' && mayBeScalar))
      this.#add('wrong-form', pair, { path: path.slice(0, -2), names, map, expected: ['map'] });
    this.node(pair.value, path, [...names, pair.key.text]);
  }

  #object(map: SourceMap, path: string, names: readonly string[], schema: ObjectSchema, owner: SourceMap): void {
    for (const pair of map.pairs) {
      const key = pair.key.text;
      if (key === '<<') {
        for (const merged of mergedMaps(pair)) this.#merged(merged, path, names, schema, owner);
        continue;
      }
      const forms = schema.keys.get(key);
      const child = path === '' ? key : `${path}.${key}`;
      if (forms !== undefined) {
        this.#value(pair, child, forms, schema, { path, names, map });
        this.node(pair.value, child, [...names, key]);
      } else if (!schema.open && !key.startsWith('x-') && NAME.test(key) && !isOfPlatform(path, key))
        this.#add('unknown-key', pair, { path, names, map, expected: [] });
    }
    if (map === owner) this.#required(map, path, names, schema);
  }

  #merged(map: SourceMap, path: string, names: readonly string[], schema: ObjectSchema, owner: SourceMap): void {
    const seen = this.#seen.get(map) ?? new Set();
    this.#seen.set(map, seen);
    if (seen.has(path)) return;
    seen.add(path);
    this.#object(map, path, names, schema, owner);
  }

  #value(
    pair: SourcePair,
    path: string,
    forms: readonly ValueForm[],
    schema: ObjectSchema,
    at: Pick<SchemaProblem, 'path' | 'names' | 'map'>,
  ): void {
    const value = targetOf(pair.value);
    if (value === undefined || value.tag !== undefined) return;
    if (!fits(value, forms)) {
      // an override adds nothing with an empty value; what a service extends, or who assembles the file, may fill it
      const mayBeFilled = this.#isOverride || at.path === '' || at.map?.pairs.some(({ key }) => key.text === 'extends');
      if (!isEmpty(value) || !mayBeFilled) this.#add('wrong-form', pair, { ...at, expected: forms });
      return;
    }
    if (value.kind === 'list' && isTextList(path)) {
      const item = value.items.find((one) => targetOf(one)?.kind === 'map' || targetOf(one)?.kind === 'list');
      if (item !== undefined) this.#add('wrong-form', pair, { ...at, expected: ['text-list'], node: item });
    }
    if (value.kind === 'map' && isTextMap(path)) {
      const bad = ownPairs(value).find((one) => {
        const kind = targetOf(one.value)?.kind;
        return kind === 'map' || kind === 'list';
      });
      if (bad !== undefined)
        this.#add('wrong-form', bad, { path, names: [...at.names, pair.key.text], map: value, expected: ['scalar'] });
    }
    const values = schema.values.get(pair.key.text);
    if (values !== undefined && value.kind === 'scalar' && /^[\w+-]+$/.test(value.text) && !values.includes(value.text))
      this.#add('wrong-value', pair, { ...at, expected: values });
  }

  #required(map: SourceMap, path: string, names: readonly string[], schema: ObjectSchema): void {
    if (map.tag !== undefined || map.pairs.some(({ key }) => key.text === '<<')) return;
    // an object of a name may be made whole by another file; an item of a list stands alone
    if (this.#isOverride && !path.endsWith('[]')) return;
    const missing = schema.required.filter((key) => !map.pairs.some((pair) => pair.key.text === key));
    if (missing.length === 0) return;
    this.problems.push({
      kind: 'missing-key',
      path,
      names,
      map,
      key: names.at(-1) ?? '',
      node: map,
      pair: undefined,
      expected: missing,
    });
  }

  #add(
    kind: SchemaProblem['kind'],
    pair: SourcePair,
    { node, ...at }: Pick<SchemaProblem, 'path' | 'names' | 'map' | 'expected'> & { readonly node?: SourceNode },
  ): void {
    this.problems.push({ kind, ...at, key: pair.key.text, node: node ?? pair.value, pair });
  }
}

function ownPairs(map: SourceMap): readonly SourcePair[] {
  return map.pairs.filter(({ key }) => key.text !== '<<');
}

function mergedMaps({ value }: SourcePair): readonly SourceMap[] {
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    const target = targetOf(item);
    return target?.kind === 'map' ? [target] : [];
  });
}

const SECTIONS: ReadonlySet<string> = new Set(['volumes', 'networks', 'secrets', 'configs']);

/** `volumes:` indented as if it were a service: none of its members is a key of one. */
function isSection({ key, value }: SourcePair): boolean {
  const map = targetOf(value);
  if (!SECTIONS.has(key.text) || map?.kind !== 'map' || map.pairs.length === 0) return false;
  const schema = objectSchema('services.*');
  return map.pairs.every((pair) => schema?.keys.has(pair.key.text) !== true && pair.key.text !== '<<');
}

function isEmpty(value: SourceTarget): boolean {
  return value.kind === 'scalar' && value.style === 'plain' && /^(?:~|null|)$/i.test(value.text);
}

function fits(value: SourceTarget, forms: readonly ValueForm[]): boolean {
  if (isEmpty(value)) return forms.includes('null') || forms.includes('scalar');
  return forms.includes(value.kind);
}

const known = new WeakMap<SourceNode, readonly SchemaProblem[]>();

/**
 * Where the file itself does not follow the published schema of Compose, in the order of the text; nothing for a file that is not whole
 * or that another tool fills in.
 */
export function schemaProblems(model: ComposeModel): readonly SchemaProblem[] {
  const { root, further, complete, kind } = model.file;
  if (root === undefined || !complete || kind !== 'compose') return [];
  const found = known.get(root);
  if (found !== undefined) return found;
  const walk = new Walk(model.isOverride);
  walk.node(root, '', []);
  const later = new Walk(true);
  for (const document of further) later.node(document, '', []);
  const problems = [...walk.problems, ...later.problems];
  known.set(root, problems);
  return problems;
}

/** What a person calls the object at a path of the schema. */
export function objectName(path: string): string {
  if (path === '') return 'the top level';
  const parts = path.split('.');
  const last = parts.at(-1) ?? '';
  if (path === 'services.*') return 'a service';
  if (last === '*') return `an entry of ${parts.at(-2)}`;
  if (last.endsWith('[]')) return `an entry of ${last.slice(0, -2)}`;
  return last;
}

/** What the author of an unknown key meant: another name in the same object, or the place it belongs to. */
export function meantBy({ path, key, map, node }: SchemaProblem): {
  readonly rename?: string | undefined;
  readonly place?: string | undefined;
} {
  if (path === 'services') return { place: 'the top level' };
  const free = (name: string): boolean => map?.pairs.every((pair) => pair.key.text !== name) ?? true;
  const former = formerName(path, key);
  if (former !== undefined && free(former)) return { rename: former };
  if (path === '' && isService(node)) return { place: 'services' };
  const below = placeBelow(path, key);
  if (below !== undefined) return { place: below };
  const above = placeAbove(path, key);
  if (above !== undefined) return { place: above };
  const near = closest(key, [...(objectSchema(path)?.keys.keys() ?? [])].filter(free));
  return near === undefined ? {} : { rename: near };
}

function isService(node: SourceNode): boolean {
  const map = targetOf(node);
  return map?.kind === 'map' && map.pairs.some(({ key }) => key.text === 'image' || key.text === 'build');
}

/** The nearest object around that knows the key: the line is indented too far. */
function placeAbove(path: string, key: string): string | undefined {
  if (path.endsWith(`.${key}`)) return undefined;
  for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
    const outer = path.slice(0, end);
    if (objectSchema(outer)?.keys.has(key) === true) return outer === 'services.*' ? 'the service' : objectName(outer);
  }
  return undefined;
}

const FORMS: Readonly<Record<string, string>> = { scalar: 'one text', list: 'a list', map: 'a mapping' };

/** How the value has to be written, as the end of a message. */
export function expectedForm({ expected, node }: SchemaProblem): string {
  if (expected[0] === 'text-list') return 'takes one text a dash; write name=value, or all as a mapping without dashes';
  const wanted = expected.flatMap((form) => FORMS[form] ?? []).join(' or ');
  const target = targetOf(node);
  if (target !== undefined && isEmpty(target)) return `is empty; fill it, or leave the key out`;
  return `has to be ${wanted}; write it so`;
}
