import { MASK } from '../../secrets/mask.ts';
import type { Span } from '../../text/span.ts';
import { firstBehind } from './spans.ts';

/** A part of a text as it may be shown. */
export interface MaskedText {
  readonly text: string;
  /** Where an offset of the whole text is in the masked part; the inside of a secret is the start of its mask, or its end for `isEnd`. */
  columnOf(offset: number, isEnd?: boolean): number;
}

interface Piece {
  /** In the whole text. */
  readonly start: number;
  readonly end: number;
  /** Where its mask begins in the result. */
  readonly at: number;
}

/**
 * A part of a text with every secret in it replaced by the same mask, whatever its length. A secret of several lines is masked line by
 * line behind the indentation: lines stay lines. `secrets` are in order and apart. Linear in the part and its secrets.
 */
export function maskText(text: string, part: Span, secrets: readonly Span[]): MaskedText {
  const pieces: Piece[] = [];
  let result = '';
  let from = part.start;
  for (let i = firstBehind(secrets, part.start); i < secrets.length; i++) {
    const secret = secrets[i];
    if (secret === undefined || secret.start >= part.end) break;
    for (const { start, end } of linesOf(text, Math.max(secret.start, from), Math.min(secret.end, part.end))) {
      result += text.slice(from, start);
      pieces.push({ start, end, at: result.length });
      result += MASK;
      from = end;
    }
  }
  result += text.slice(from, part.end);
  return { text: result, columnOf: (offset, isEnd = false) => columnIn(pieces, part.start, offset, isEnd) };
}

function columnIn(pieces: readonly Piece[], start: number, offset: number, isEnd: boolean): number {
  let shift = -start;
  for (const piece of pieces) {
    if (offset <= piece.start) break;
    if (offset < piece.end) return piece.at + (isEnd ? MASK.length : 0);
    shift = piece.at + MASK.length - piece.end;
  }
  return offset + shift;
}

/** The lines of a secret without line endings, and without the indentation of all but the first. */
function* linesOf(text: string, start: number, end: number): Generator<Span> {
  for (let from = start; from < end; ) {
    const newline = text.indexOf('\n', from);
    const stop = newline < 0 || newline > end ? end : newline;
    let first = from;
    if (from === 0 || text[from - 1] === '\n')
      while (first < stop && (text[first] === ' ' || text[first] === '\t')) first++;
    const last = newline === stop && text[stop - 1] === '\r' ? stop - 1 : stop;
    if (last > first) yield { start: first, end: last };
    from = stop + 1;
  }
}
