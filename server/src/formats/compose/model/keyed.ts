import type { ComposeEntry, ComposeMap, ComposeNode, ComposeScalar } from './nodes.ts';
import type { ComposeKeyed } from './parts.ts';
import { partOf, spanIn } from './scalar-node.ts';

/** The `KEY=value` pairs of a list or map; a later one of the same name wins, as in Compose. */
export function keyedOf(node: ComposeNode | undefined): readonly ComposeKeyed[] {
  if (node?.kind === 'map') return fromMap(node);
  if (node?.kind !== 'list') return [];
  const found = new Map<string, ComposeKeyed>();
  for (const item of node.items) {
    // A mapping inside the list: `- KEY: value`, or the map of another file merged with a list.
    const keyed = item.kind === 'scalar' ? [fromItem(item)] : item.kind === 'map' ? fromMap(item) : [];
    for (const one of keyed) {
      if (one === undefined) continue;
      found.delete(one.name);
      found.set(one.name, one);
    }
  }
  return [...found.values()];
}

function fromMap(map: ComposeMap): readonly ComposeKeyed[] {
  const keyed: ComposeKeyed[] = [];
  for (const entry of map.entries) if (entry.value.kind === 'scalar') keyed.push(fromEntry(entry, entry.value, map));
  return keyed;
}

function fromEntry(entry: ComposeEntry, value: ComposeScalar, map: ComposeMap): ComposeKeyed {
  const { text, certainty, references } = value;
  const given = { uri: value.uri, span: value.contentSpan, text, value: value.value, certainty, references };
  return {
    name: entry.key,
    nameSpan: entry.keySpan,
    uri: entry.uri,
    style: 'map',
    value: value.isNull ? undefined : given,
    valueSpan: value.contentSpan,
    isString: value.isString,
    node: value,
    entry,
    shared: map.shared || value.shared,
  };
}

function fromItem(item: ComposeScalar): ComposeKeyed | undefined {
  const { text } = item;
  const equals = text.indexOf('=');
  const end = equals < 0 ? text.length : equals;
  const name = text.slice(0, end).trim();
  if (name === '') return undefined;
  return {
    name,
    nameSpan: spanIn(item, 0, end),
    uri: item.uri,
    style: 'list',
    value: equals < 0 ? undefined : partOf(item, equals + 1, text.length),
    valueSpan: equals < 0 ? spanIn(item, end, end) : spanIn(item, equals + 1, text.length),
    isString: true,
    node: item,
    entry: undefined,
    shared: item.shared,
  };
}
