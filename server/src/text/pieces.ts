import type { TextEdit } from './edit.ts';

type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/** A text under several rounds of edits, each on the text of the round before, kept as edits of the first one. */
export class Pieces {
  readonly #text: string;
  #pieces: readonly Piece[];

  constructor(text: string) {
    this.#text = text;
    this.#pieces = [{ start: 0, end: text.length }];
  }

  /** The text as it is now. */
  get text(): string {
    return this.#pieces.map((piece) => this.#textOf(piece)).join('');
  }

  /** Takes disjoint edits of the text as it is now. @throws RangeError when they overlap or leave it. */
  apply(edits: readonly TextEdit[]): void {
    const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    const length = this.#pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
    const next: Piece[] = [];
    let position = 0;
    for (const { span, newText } of sorted) {
      if (span.start < position || span.end < span.start || span.end > length)
        throw new RangeError(`edit ${span.start}-${span.end} overlaps another or leaves the text`);
      this.#copy(next, position, span.start);
      if (newText !== '') next.push({ text: newText });
      position = span.end;
    }
    this.#copy(next, position, length);
    this.#pieces = next;
  }

  /** What makes the text of now from the first one, disjoint and in order. */
  get edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let position = 0;
    let newText = '';
    const flush = (to: number) => {
      if (newText !== '' || to > position) edits.push({ span: { start: position, end: to }, newText });
      newText = '';
    };
    for (const piece of this.#pieces) {
      if ('text' in piece) newText += piece.text;
      else {
        flush(piece.start);
        position = piece.end;
      }
    }
    flush(this.#text.length);
    return edits;
  }

  #copy(to: Piece[], from: number, until: number): void {
    let position = 0;
    for (const piece of this.#pieces) {
      const length = lengthOf(piece);
      const start = Math.max(from, position) - position;
      const end = Math.min(until, position + length) - position;
      position += length;
      if (start >= end) continue;
      if ('text' in piece) to.push({ text: piece.text.slice(start, end) });
      else to.push({ start: piece.start + start, end: piece.start + end });
    }
  }

  #textOf(piece: Piece): string {
    return 'text' in piece ? piece.text : this.#text.slice(piece.start, piece.end);
  }
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start;
}
