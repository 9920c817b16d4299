import { lineEndingOf } from '../../../text/edit.ts';
import type { SourceMap, SourceNode, SourcePair } from '../read/tree.ts';
import type { ComposeDocument, DocumentStyle } from './nodes.ts';

/** How a file is laid out. Widths in columns. */
export interface Layout {
  readonly newline: '\n' | '\r\n';
  /** From a key to the keys below it. */
  readonly step: number;
  /** From a key to the dashes below it: 0 or `step`. */
  readonly dash: number;
  readonly quote: '"' | "'";
}

/** The offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset behind the last character of the line that holds `offset`, before its line ending. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** The column of an offset; a byte order mark has none. */
export function columnOf(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return offset - start - (start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0);
}

/** The `-` of a block list item: the last one before the item on its line or above (`- # comment`); `undefined` if none. */
export function dashOf(text: string, itemStart: number, listStart: number): number | undefined {
  for (let i = itemStart - 1; i >= listStart; i--) {
    if (
      text[i] === '-' &&
      (text[i + 1] === ' ' || text[i + 1] === '\n' || text[i + 1] === '\r' || text[i + 1] === '\t')
    ) {
      return i;
    }
    if (i + 1 === itemStart && text[i] === '-') return i;
  }
  return undefined;
}

/** The style of a document, found out once when first asked for. */
export function lazyStyle(text: string, root: SourceNode | undefined): () => DocumentStyle {
  let style: DocumentStyle | undefined;
  return () => {
    style ??= {
      newline: lineEndingOf(text),
      step: root && firstOf(root, (pair) => stepAt(text, pair)),
      dash: root && firstOf(root, (pair) => dashAt(text, pair)),
      quote: quoteOf(text),
    };
    return style;
  };
}

/** How the file around a map is laid out: the map itself is asked first, the document where it says nothing. */
export function layoutOf({ text, style }: ComposeDocument, near: SourceMap): Layout {
  const { newline, quote, ...whole } = style();
  const step = first(near.pairs, (pair) => stepAt(text, pair)) ?? whole.step ?? 2;
  const dash = first(near.pairs, (pair) => dashAt(text, pair)) ?? whole.dash ?? step;
  return { newline, step, dash, quote };
}

/** Columns from a key to the keys of the block mapping below it. */
function stepAt(text: string, { key, value }: SourcePair): number | undefined {
  const inner = value.kind === 'map' && !value.flow ? value.pairs[0] : undefined;
  if (inner === undefined) return undefined;
  const step = columnOf(text, inner.key.span.start) - columnOf(text, key.span.start);
  return step > 0 && step <= 8 ? step : undefined;
}

/** Columns from a key to the dashes of the block list below it. */
function dashAt(text: string, { key, value }: SourcePair): number | undefined {
  const item = value.kind === 'list' && !value.flow ? value.items[0] : undefined;
  const dash = item && dashOf(text, item.span.start, value.span.start);
  const offset = dash === undefined ? -1 : columnOf(text, dash) - columnOf(text, key.span.start);
  return offset >= 0 && offset <= 8 ? offset : undefined;
}

/** The first answer of a walk through block mappings, outer before inner. */
function firstOf(node: SourceNode, ask: (pair: SourcePair) => number | undefined): number | undefined {
  if (node.kind === 'list') return first(node.items, (item) => firstOf(item, ask));
  if (node.kind !== 'map' || node.flow) return undefined;
  return first(node.pairs, ask) ?? first(node.pairs, (pair) => firstOf(pair.value, ask));
}

function first<T>(items: readonly T[], ask: (item: T) => number | undefined): number | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** The quotes the file uses more often; double where there are none. */
function quoteOf(text: string): '"' | "'" {
  let single = 0;
  let double = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) double++;
    else if (code === 39) single++;
  }
  return single > double ? "'" : '"';
}
