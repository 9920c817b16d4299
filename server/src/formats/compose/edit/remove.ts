import type { Span } from '../../../text/span.ts';
import { dashOf, lineEnd, lineStart } from '../model/layout.ts';
import type { ComposeService } from '../model/model.ts';
import type { ComposeDocument, ComposeMap, ComposeNode } from '../model/nodes.ts';
import { indexOfItem, ownPair, type SourceList, type SourceMap, type SourcePair, targetOf } from '../read/tree.ts';
import { hasInnerAnchor } from './insert.ts';
import type { Edits } from './types.ts';

/** Removes a key with its lines; the map it leaves empty goes too. `undefined` when the key comes from elsewhere. */
export function removeKey(service: ComposeService, path: readonly string[]): Edits {
  return removeEntry(service.body, path);
}

/** The same for any map. */
export function removeEntry(map: ComposeMap, path: readonly string[]): Edits {
  if (map.source.kind !== 'map') return undefined;
  const chain = chainTo(map.source, path);
  if (chain === undefined) return undefined;
  // The outermost pair that holds nothing else goes with it.
  let index = chain.length - 1;
  while (index > 0 && chain[index]?.parent.pairs.length === 1) index--;
  const link = chain[index];
  if (link === undefined || link.parent.pairs.length === 1 || hasInnerAnchor(link.pair.value)) return undefined;
  return removePair(map.document, link.parent, link.pair);
}

/** Removes an item with its line; an emptied list goes with its key. */
export function removeItem(service: ComposeService, path: readonly string[], item: ComposeNode): Edits {
  return removeItemFrom(service.body, path, item);
}

/** The same for a list below any map. */
export function removeItemFrom(map: ComposeMap, path: readonly string[], item: ComposeNode): Edits {
  const { source, document } = map;
  const chain = source.kind === 'map' ? chainTo(source, path) : undefined;
  const value = chain?.at(-1)?.pair.value;
  const list = value === undefined ? undefined : targetOf(value);
  if (list === undefined || list.use.uses > 1) return undefined;
  if (list.kind === 'scalar') return list === item.source ? removeEntry(map, path) : undefined;
  if (list.kind !== 'list') return undefined;
  const index = indexOfItem(list, item.source);
  const found = list.items[index];
  if (found === undefined || hasInnerAnchor(found)) return undefined;
  if (list.items.length === 1) return removeEntry(map, path);
  return list.flow ? removeMember(document, list.items, index) : removeLines(document, list, index);
}

interface Placed {
  readonly span: Span;
}

interface Link {
  readonly parent: SourceMap;
  readonly pair: SourcePair;
}

function chainTo(map: SourceMap, path: readonly string[]): readonly Link[] | undefined {
  const chain: Link[] = [];
  let parent = map;
  for (const key of path) {
    const pair = parent.use.uses > 1 ? undefined : ownPair(parent, key);
    if (pair === undefined) return undefined;
    chain.push({ parent, pair });
    const target = targetOf(pair.value);
    if (target?.kind === 'map') parent = target;
    else if (chain.length < path.length) return undefined;
  }
  return chain.length === 0 ? undefined : chain;
}

function removePair(document: ComposeDocument, map: SourceMap, pair: SourcePair): Edits {
  const { text, uri } = document;
  const index = map.pairs.indexOf(pair);
  if (map.flow) return removeMember(document, map.pairs, index);
  const start = lineStart(text, pair.key.span.start);
  const next = map.pairs[index + 1];
  if (!isBlank(text.slice(start, pair.key.span.start))) {
    // The first key behind a dash: the next one takes its place.
    return next === undefined
      ? undefined
      : [{ uri, span: { start: pair.key.span.start, end: next.key.span.start }, newText: '' }];
  }
  return [{ uri, span: wholeLines(text, start, pair.span.end), newText: '' }];
}

function removeLines(document: ComposeDocument, list: SourceList, index: number): Edits {
  const { text, uri } = document;
  const item = list.items[index];
  const dash = item === undefined ? undefined : dashOf(text, item.span.start, list.span.start);
  if (item === undefined || dash === undefined) return undefined;
  const start = lineStart(text, dash);
  if (!isBlank(text.slice(start, dash))) return undefined;
  return [{ uri, span: wholeLines(text, start, item.span.end), newText: '' }];
}

function isBlank(text: string): boolean {
  return text.trim() === '' && text.charCodeAt(0) !== 0xfeff;
}

/** From a line's start to the end of the line that holds `end`, with its line ending; the last line takes the one before. */
function wholeLines(text: string, start: number, end: number): Span {
  const stop = lineEnd(text, end);
  if (text[stop] === '\r') return { start, end: stop + 2 };
  if (text[stop] === '\n') return { start, end: stop + 1 };
  const before = text[start - 1] === '\n' ? start - 1 : start;
  return { start: text[before - 1] === '\r' ? before - 1 : before, end: stop };
}

/** A member of `{…}` or `[…]` with one of its commas. */
function removeMember({ uri, text }: ComposeDocument, members: readonly Placed[], index: number): Edits {
  const [previous, own, next] = [members[index - 1]?.span, members[index]?.span, members[index + 1]?.span];
  if (own === undefined) return undefined;
  const span =
    next !== undefined ? { start: own.start, end: next.start } : { start: previous?.end ?? own.start, end: own.end };
  return text.slice(span.start, span.end).includes('#') ? undefined : [{ uri, span, newText: '' }];
}
