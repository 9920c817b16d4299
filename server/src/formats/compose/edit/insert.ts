import type { Span } from '../../../text/span.ts';
import type { Layout } from '../model/layout.ts';
import { columnOf, dashOf, layoutOf, lineEnd } from '../model/layout.ts';
import type { ComposeMap } from '../model/nodes.ts';
import { ownPair, type SourceList, type SourceMap, type SourcePair, targetOf } from '../read/tree.ts';
import { replaceSource } from './scalar.ts';
import type { Change, Place } from './types.ts';
import { entryLines, flowText, itemLines, valueLines, type YamlValue } from './yaml-text.ts';

/** What a path leads to. */
export interface Found {
  readonly place: Place;
  /** The deepest map on the path that is written out. */
  readonly parent: SourceMap;
  /** The pair that stands for the last key found, when the path ends there or its value is empty. */
  readonly pair: SourcePair | undefined;
  /** Keys still to be made. */
  readonly rest: readonly string[];
}

/** Follows a path through maps written in this very place; `undefined` when it leads into something shared. */
export function descend(map: ComposeMap, path: readonly string[]): Found | undefined {
  if (map.source.kind !== 'map' || map.source.use.uses > 1) return undefined;
  const { document } = map;
  const place: Place = { document, layout: layoutOf(document, map.source) };
  let parent: SourceMap = map.source;
  for (let i = 0; i < path.length; i++) {
    const key = path[i] ?? '';
    const pair = ownPair(parent, key);
    const isLast = i === path.length - 1;
    if (pair === undefined) {
      // A key that `<<` brings would be hidden with all that is in it.
      if (!isLast && hasMerged(parent, key)) return undefined;
      return { place, parent, pair: undefined, rest: path.slice(i) };
    }
    if (isLast) return { place, parent, pair, rest: [] };
    const target = targetOf(pair.value);
    if (target === undefined || target.use.uses > 1) return undefined;
    if (target.kind !== 'map') {
      const isEmpty = target.kind === 'scalar' && target.text === '' && target.span.start === target.span.end;
      return isEmpty ? { place, parent, pair, rest: path.slice(i + 1) } : undefined;
    }
    parent = target;
  }
  return undefined;
}

/** Whether `<<` brings a key into a map. Chains of merges are as deep as the file is nested. */
export function hasMerged(map: SourceMap, key: string, depth = 0): boolean {
  if (depth > 20) return true;
  return map.pairs.some((pair) => {
    if (pair.key.text !== '<<') return false;
    const list = pair.value.kind === 'list' ? pair.value.items : [pair.value];
    return list.some((item) => {
      const target = targetOf(item);
      if (target?.kind !== 'map') return true;
      return ownPair(target, key) !== undefined || hasMerged(target, key, depth + 1);
    });
  });
}

export function nest(path: readonly string[], value: YamlValue): YamlValue {
  return path.reduceRight<YamlValue>((inner, key) => ({ entries: [[key, inner]] }), value);
}

function changed(span: Span, text: string): Change {
  return { span, text };
}

/** The place behind the colon of a pair; `undefined` for `? key` forms. */
function behindColon(text: string, pair: SourcePair): number | undefined {
  let i = pair.key.span.end;
  while (text[i] === ' ') i++;
  return text[i] === ':' ? i + 1 : undefined;
}

/** New text for a value; nothing to change when it is there already. */
export function replacePair(
  place: Place,
  parent: SourceMap,
  pair: SourcePair,
  value: YamlValue,
): readonly (Change | undefined)[] {
  const old = pair.value;
  if (old.kind === 'alias') return [{ span: old.span, text: flowText(value, place.layout) }];
  if (old.kind === 'scalar' && typeof value !== 'object') {
    const edits = replaceSource(place.document, old, value);
    return edits?.map(({ span, newText }) => ({ span, text: newText })) ?? [undefined];
  }
  return [replaceCollection(place, parent, pair, value)];
}

function replaceCollection(place: Place, parent: SourceMap, pair: SourcePair, value: YamlValue): Change | undefined {
  const { text } = place.document;
  const old = pair.value;
  if (old.use.uses > 1 || old.tag !== undefined || hasInnerAnchor(old)) return undefined;
  const colon = behindColon(text, pair);
  if (colon === undefined || text.slice(colon, old.span.start).includes('#')) return undefined;
  const end = Math.max(colon, old.span.end);
  if (parent.flow) return changed({ start: colon, end }, ` ${flowText(value, place.layout)}`);
  const lines = valueLines(value, columnOf(text, pair.key.span.start), place.layout);
  return changed({ start: colon, end }, behind(lines, place.layout));
}

/** Lines that follow a colon: a value on its line is set off by a space. */
function behind(lines: readonly string[], layout: Layout): string {
  const joined = lines.join(layout.newline);
  return lines[0] === '' ? joined : ` ${joined}`;
}

/** Gives a key without a value (`deploy:`) its first one. */
export function fillNull(place: Place, parent: SourceMap, pair: SourcePair, value: YamlValue): Change | undefined {
  const { text } = place.document;
  const colon = behindColon(text, pair);
  const { anchor, tag } = pair.value;
  if (colon === undefined || anchor !== undefined || tag !== undefined) return undefined;
  const inserted = { start: colon, end: colon };
  if (parent.flow) return changed(inserted, ` ${flowText(value, place.layout)}`);
  const lines = valueLines(value, columnOf(text, pair.key.span.start), place.layout);
  if (lines[0] !== '') return changed(inserted, ` ${lines.join(place.layout.newline)}`);
  const end = lineEnd(text, colon);
  return changed({ start: end, end }, lines.join(place.layout.newline));
}

/** Whether something inside is used elsewhere through an anchor. */
export function hasInnerAnchor(node: SourcePair['value']): boolean {
  if (node.kind === 'alias') return false;
  if (node.anchor !== undefined) return true;
  if (node.kind === 'map') return node.pairs.some((pair) => hasInnerAnchor(pair.value));
  return node.kind === 'list' && node.items.some(hasInnerAnchor);
}

export function insertPair(place: Place, map: SourceMap, key: string, value: YamlValue): Change | undefined {
  const { text } = place.document;
  const last = map.pairs.at(-1);
  if (map.flow)
    return insertInFlow(place, map, last?.span, flowText({ entries: [[key, value]] }, place.layout).slice(2, -2));
  if (last === undefined || keepsBlankLines(text, last.value)) return undefined;
  const column = columnOf(text, map.pairs[0]?.key.span.start ?? 0);
  if (!isBlockKey(text, map)) return undefined;
  const end = lineEnd(text, last.span.end);
  const { newline } = place.layout;
  const lines = entryLines(key, value, column, place.layout);
  return changed({ start: end, end }, newline + ' '.repeat(column) + lines.join(newline));
}

/** Every key starts in the first one's column on a line of its own: what a new key can rely on. */
function isBlockKey(text: string, map: SourceMap): boolean {
  const last = map.pairs.at(-1);
  return last !== undefined && behindColon(text, last) !== undefined;
}

/** A `|+` block at the end would give its blank lines to the new key. */
function keepsBlankLines(text: string, node: SourcePair['value']): boolean {
  if (node.kind === 'map') return node.pairs.length > 0 && keepsBlankLines(text, node.pairs.at(-1)?.value ?? node);
  if (node.kind === 'list') return node.items.length > 0 && keepsBlankLines(text, node.items.at(-1) ?? node);
  if (node.kind !== 'scalar' || (node.style !== 'literal' && node.style !== 'folded')) return false;
  return text.slice(node.span.start, lineEnd(text, node.span.start)).includes('+');
}

export function insertItem(place: Place, list: SourceList, value: YamlValue): Change | undefined {
  const { text } = place.document;
  const last = list.items.at(-1);
  if (list.flow) return insertInFlow(place, list, last?.span, flowText(value, place.layout));
  if (last === undefined || keepsBlankLines(text, last)) return undefined;
  const dash = dashOf(text, list.items[0]?.span.start ?? 0, list.span.start);
  if (dash === undefined) return undefined;
  const column = columnOf(text, dash);
  const end = lineEnd(text, last.span.end);
  const { newline } = place.layout;
  return changed(
    { start: end, end },
    newline + ' '.repeat(column) + itemLines(value, column, place.layout).join(newline),
  );
}

/** Behind the last member of `{…}` or `[…]`, minding a trailing comma; comments in between are left to their author. */
function insertInFlow(
  place: Place,
  node: SourceMap | SourceList,
  last: Span | undefined,
  member: string,
): Change | undefined {
  const { text } = place.document;
  const close = node.span.end - 1;
  if (text[close] !== '}' && text[close] !== ']') return undefined;
  const from = last?.end ?? node.span.start + 1;
  const between = text.slice(from, close);
  if (between.includes('#')) return undefined;
  if (last === undefined) return changed({ start: from, end: close }, node.kind === 'map' ? ` ${member} ` : member);
  const comma = between.indexOf(',');
  if (comma < 0) return changed({ start: from, end: from }, `, ${member}`);
  const behindComma = from + comma + 1;
  return changed({ start: behindComma, end: behindComma }, ` ${member}`);
}
