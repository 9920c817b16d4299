import type { ComposeMap, ComposeNode } from './nodes.ts';
import type { ComposeName } from './parts.ts';

/** The names a list or map refers to: `[a, b]`, `{a: {…}}`, `[{source: a}]`; unknown ones are left out. */
export function namesOf(node: ComposeNode | undefined): readonly ComposeName[] {
  if (node?.kind === 'map') return fromMap(node);
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) => {
    if (item.kind === 'list') return [];
    if (item.kind === 'map') return fromItem(item);
    const { value, uri, contentSpan, references } = item;
    if (value === undefined || item.isNull) return [];
    return [{ name: value, uri, span: contentSpan, options: undefined, references }];
  });
}

function fromMap(map: ComposeMap): readonly ComposeName[] {
  return map.entries.map(({ key, keySpan, uri, value }) => ({
    name: key,
    uri,
    span: keySpan,
    options: value.kind === 'map' ? value : undefined,
    references: [],
  }));
}

/** The long form of `secrets` and `configs`, or a pair of another file's mapping merged into a list. */
function fromItem(item: ComposeMap): readonly ComposeName[] {
  const source = item.get('source');
  if (source === undefined) return fromMap(item);
  if (source.kind !== 'scalar' || source.value === undefined) return [];
  const { value, uri, contentSpan, references } = source;
  return [{ name: value, uri, span: contentSpan, options: item, references }];
}
