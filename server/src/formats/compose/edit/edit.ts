import type { ComposeService } from '../model/model.ts';
import type { ComposeMap } from '../model/nodes.ts';
import { type SourcePair, targetOf } from '../read/tree.ts';
import { descend, type Found, fillNull, hasMerged, insertItem, insertPair, nest, replacePair } from './insert.ts';
import { type Change, type Edits, finish } from './types.ts';
import { entriesOf, flowText, type YamlValue } from './yaml-text.ts';

// All edit operations in one place, so that rules need not know how they are divided.

/** A path of keys and what to write there. */
export type KeyChange = readonly [path: readonly string[], value: YamlValue];

/**
 * Sets a key of a service, making the maps on the way: `setKey(web, ['deploy', 'resources', 'limits', 'memory'], '512m')`.
 * An existing value is replaced. A new key goes behind the last one of its map, in the file's own indentation and style.
 */
export function setKey(service: ComposeService, path: readonly string[], value: YamlValue): Edits {
  return setEntries(service.body, [[path, value]]);
}

/** Sets several keys at once: `setKeys(web, [[['mem_limit'], '512m'], [['cpus'], 1]])`. All or none. */
export function setKeys(service: ComposeService, changes: readonly KeyChange[]): Edits {
  return setEntries(service.body, changes);
}

/** The same as `setKey` for any map (a top-level resource, a long port). */
export function setEntry(map: ComposeMap, path: readonly string[], value: YamlValue): Edits {
  return setEntries(map, [[path, value]]);
}

/** The same as `setKeys` for any map. */
function setEntries(map: ComposeMap, changes: readonly KeyChange[]): Edits {
  const groups: { readonly found: Found; value: YamlValue }[] = [];
  for (const [path, value] of changes) {
    const found = descend(map, path);
    if (found === undefined) return undefined;
    const { parent, pair, rest } = found;
    // Keys below one that is still to be made are written as one value.
    const group = groups.find((one) => isSameGap(one.found, found));
    const inner = pair === undefined ? nest(rest.slice(1), value) : nest(rest, value);
    if (group === undefined) groups.push({ found: { ...found, parent }, value: inner });
    else group.value = joined(group.value, inner);
  }
  const [first] = groups;
  if (first === undefined) return [];
  return finish(
    first.found.place,
    groups.flatMap(({ found, value }) => changesFor(found, value)),
  );
}

function isSameGap(a: Found, b: Found): boolean {
  if (a.parent !== b.parent || a.pair !== b.pair) return false;
  return a.pair === undefined ? a.rest[0] === b.rest[0] : a.rest.length > 0 && b.rest.length > 0;
}

function joined(a: YamlValue, b: YamlValue): YamlValue {
  const [first, second] = [entriesOf(a), entriesOf(b)];
  if (first === undefined || second === undefined) return b;
  const entries = new Map(first);
  for (const [key, value] of second) {
    const known = entries.get(key);
    entries.set(key, known === undefined ? value : joined(known, value));
  }
  return { entries: [...entries] };
}

function changesFor(found: Found, value: YamlValue): readonly (Change | undefined)[] {
  const { place, parent, pair, rest } = found;
  if (pair === undefined) return [insertPair(place, parent, rest[0] ?? '', value)];
  if (rest.length > 0) return [fillNull(place, parent, pair, value)];
  return replacePair(place, parent, pair, value);
}

/** Appends to the list at `path`, making it (`tmpfs`, `security_opt`) when absent; a lone scalar becomes a list. No edit when it is there. */
export function appendItem(service: ComposeService, path: readonly string[], value: YamlValue): Edits {
  return appendTo(service.body, path, value);
}

/** The same for a list below any map. */
export function appendTo(map: ComposeMap, path: readonly string[], value: YamlValue): Edits {
  const found = descend(map, path);
  if (found === undefined) return undefined;
  const { place, parent, pair, rest } = found;
  const [key, ...below] = rest;
  if (pair !== undefined) return appendToPair(found, pair, value);
  // A list that `<<` brings would be hidden by a new one.
  if (key === undefined || hasMerged(parent, key)) return undefined;
  return finish(place, [insertPair(place, parent, key, nest(below, [value]))]);
}

function appendToPair({ place, parent, rest }: Found, pair: SourcePair, value: YamlValue): Edits {
  if (rest.length > 0) return finish(place, [fillNull(place, parent, pair, nest(rest, [value]))]);
  const target = targetOf(pair.value);
  if (target === undefined || target.use.uses > 1) return undefined;
  if (target.kind === 'list') return holds(target, value) ? [] : finish(place, [insertItem(place, target, value)]);
  if (target.kind === 'map' || target.tag !== undefined || target.anchor !== undefined) return undefined;
  if (target.text === '') return finish(place, [fillNull(place, parent, pair, [value])]);
  if (target.style === 'literal' || target.style === 'folded') return undefined;
  const text = `[${flowText(target.text, place.layout)}, ${flowText(value, place.layout)}]`;
  return finish(place, [{ span: target.span, text }]);
}

function holds(list: { readonly items: readonly SourcePair['value'][] }, value: YamlValue): boolean {
  return list.items.some((item) => {
    const target = targetOf(item);
    return target?.kind === 'scalar' && target.text === value;
  });
}
