import type { Range } from 'vscode-languageserver';
import type { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';

/** A span as an editor's range. The protocol counts UTF-16 units, as spans do; no other encoding is ever negotiated. */
export function rangeOf(lines: LineIndex, span: Span): Range {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

/** An editor's range as a span. */
export function spanOf(lines: LineIndex, range: Range): Span {
  return { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
}
