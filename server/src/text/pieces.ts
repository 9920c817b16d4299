import { append } from './append.ts';
import type { TextEdit } from './edit.ts';

/** What is left of the first text. */
interface Kept {
  readonly start: number;
  readonly end: number;
}

/** What was written in place of a stretch of the first text; that, and the text, may be empty. */
interface Written {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly author: number;
}

type Piece = Kept | Written;

/** An edit of the first text, and whose it is. */
export interface AuthoredEdit extends TextEdit {
  readonly author: number;
}

/** A text under several rounds of edits, each on the text of the round before, kept as edits of the first one. */
export class Pieces {
  readonly #text: string;
  readonly #entangled: (readonly [number, number])[] = [];
  #pieces: readonly Piece[];

  constructor(text: string) {
    this.#text = text;
    this.#pieces = [{ start: 0, end: text.length }];
  }

  /** The text as it is now. */
  get text(): string {
    return this.#pieces
      .map((piece) => ('author' in piece ? piece.text : this.#text.slice(piece.start, piece.end)))
      .join('');
  }

  /**
   * Takes disjoint edits of the text as it is now, all of one author (a number of the caller's).
   * @throws RangeError when they overlap or leave it.
   */
  apply(edits: readonly TextEdit[], author = 0): void {
    const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    const rest = new Rest(this.#pieces);
    const next: Piece[] = [];
    let position = 0;
    for (const { span, newText } of sorted) {
      if (span.start < position || span.end < span.start || span.end > rest.end)
        throw new RangeError(`edit ${span.start}-${span.end} overlaps another or leaves the text`);
      append(next, rest.take(span.start));
      append(next, rest.takeEmpty());
      const wasInside = rest.isInsideWritten || isOneText(next.at(-1), rest.next);
      const gone = rest.take(span.end);
      const before = next.at(-1);
      if (wasInside && before !== undefined && 'author' in before) this.#entangle(author, before.author);
      for (const piece of gone) if ('author' in piece) this.#entangle(author, piece.author);
      const at = before?.end ?? 0;
      const written: Written = { text: newText, start: gone[0]?.start ?? at, end: gone.at(-1)?.end ?? at, author };
      if (newText !== '' || gone.length > 0) next.push(written);
      position = span.end;
    }
    append(next, rest.take(rest.end));
    append(next, rest.takeEmpty());
    this.#pieces = next;
  }

  /** Authors of whom one changed what the other had written: their edits are right together only. */
  get entangled(): readonly (readonly [number, number])[] {
    return this.#entangled;
  }

  /** What makes the text of now from the first one, disjoint and in order. */
  get edits(): readonly TextEdit[] {
    return this.#editsBy(() => 0).map(({ span, newText }) => ({ span, newText }));
  }

  /**
   * The same, each author's edits apart; `of` says under whose name an author is counted. Two insertions may stand at one place: they
   * are made in this order.
   */
  editsBy(of: (author: number) => number): readonly AuthoredEdit[] {
    return this.#editsBy(of);
  }

  #editsBy(of: (author: number) => number): readonly AuthoredEdit[] {
    const edits: AuthoredEdit[] = [];
    let isOpen = false;
    for (const piece of this.#pieces) {
      const isWritten = 'author' in piece;
      const last = edits.at(-1);
      if (isWritten) {
        const author = of(piece.author);
        if (isOpen && last?.author === author) {
          const span = { start: last.span.start, end: Math.max(last.span.end, piece.end) };
          edits[edits.length - 1] = { span, newText: last.newText + piece.text, author };
        } else edits.push({ span: { start: piece.start, end: piece.end }, newText: piece.text, author });
      }
      isOpen = isWritten;
    }
    return edits.filter(({ span, newText }) => newText !== this.#text.slice(span.start, span.end));
  }

  #entangle(one: number, other: number): void {
    if (one !== other) this.#entangled.push([one, other]);
  }
}

/** The pieces that are still to come, cut where somebody wants them to be. */
class Rest {
  readonly end: number;
  readonly #pieces: readonly Piece[];
  #index = 0;
  /** Characters taken of the piece at the index, and of all. */
  #inside = 0;
  #position = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
    this.end = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  }

  get next(): Piece | undefined {
    return this.#pieces[this.#index];
  }

  /** Whether the next character is behind the first of a text that was written. */
  get isInsideWritten(): boolean {
    return this.#inside > 0 && this.next !== undefined && 'author' in this.next;
  }

  /** Everything up to a place; what is empty and stands before that goes along. */
  take(until: number): Piece[] {
    const taken: Piece[] = [];
    for (let piece = this.next; piece !== undefined && this.#position < until; piece = this.next) {
      const length = Math.min(lengthOf(piece) - this.#inside, until - this.#position);
      const isAll = this.#inside + length === lengthOf(piece);
      taken.push(cut(piece, this.#inside, this.#inside + length));
      this.#position += length;
      this.#inside = isAll ? 0 : this.#inside + length;
      if (isAll) this.#index += 1;
    }
    return taken;
  }

  /** Pieces without text that stand here. */
  takeEmpty(): Piece[] {
    const taken: Piece[] = [];
    for (let piece = this.next; piece !== undefined && lengthOf(piece) === 0; piece = this.next) {
      taken.push(piece);
      this.#index += 1;
    }
    return taken;
  }
}

function cut(piece: Piece, from: number, to: number): Piece {
  if (!('author' in piece)) return { start: piece.start + from, end: piece.start + to };
  // What the whole stands for goes with its first part.
  return { ...piece, text: piece.text.slice(from, to), start: from === 0 ? piece.start : piece.end };
}

function isOneText(before: Piece | undefined, after: Piece | undefined): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    'author' in before &&
    'author' in after &&
    before.author === after.author
  );
}

function lengthOf(piece: Piece): number {
  return 'author' in piece ? piece.text.length : piece.end - piece.start;
}
