import { type Span, span } from '../../../text/span.ts';
import type { Comment, SyntaxProblem } from '../../format.ts';

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const APOSTROPHE = 39;
export const COMMA = 44;
export const DOT = 46;
export const EQUALS = 61;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

const BOM = 0xfeff;

/** `A-Z a-z 0-9 _ -`. */
export function isBareKeyCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}

/** Where the scanner stands in a text, and what it has noticed on the way. */
export class Cursor {
  readonly text: string;
  readonly comments: Comment[] = [];
  readonly problems: SyntaxProblem[] = [];
  position: number;
  /** How many names of keys lie around the cursor, those of dotted keys one by one. */
  levels = 0;
  #lastComment = -1;

  constructor(text: string) {
    this.text = text;
    this.position = text.charCodeAt(0) === BOM ? 1 : 0;
  }

  /** The code at the cursor, NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.position);
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** At LF, CRLF or the end. A lone CR is not a line end in TOML, but is treated as one so that a span never crosses it. */
  get atLineEnd(): boolean {
    const code = this.code;
    return this.atEnd || code === LF || code === CR;
  }

  problem(place: Span, message: string, kind: NonNullable<SyntaxProblem['kind']> = 'error'): void {
    this.problems.push({ span: place, message, kind });
  }

  skipBlank(): void {
    while (this.code === SPACE || this.code === TAB) this.position++;
  }

  skipComment(): void {
    if (this.code !== HASH) return;
    const start = this.position;
    while (!this.atLineEnd) this.position++;
    // The cursor goes back over comments when a container turns out to be unclosed: each is noted once.
    if (start <= this.#lastComment) return;
    this.#lastComment = start;
    this.comments.push({ span: span(start, this.position), ownLine: this.#startsItsLine(start) });
  }

  /** White space, line ends and comments. Returns whether a line end was among them. */
  skipTrivia(): boolean {
    let sawLineEnd = false;
    for (;;) {
      this.skipBlank();
      this.skipComment();
      if (this.atEnd || !this.atLineEnd) return sawLineEnd;
      this.skipLineEnd();
      sawLineEnd = true;
    }
  }

  skipLineEnd(): void {
    if (this.code === CR) this.position++;
    if (this.code === LF) this.position++;
  }

  /** To the end of the line; a comment on the way is not noted, since it may stand in a broken string. */
  skipToLineEnd(): void {
    while (!this.atLineEnd) this.position++;
  }

  /** The end of the text before `this.position` without trailing blanks, not before `from`. */
  endWithoutBlanks(from: number, end: number): number {
    let last = end;
    while (last > from && (this.text.charCodeAt(last - 1) === SPACE || this.text.charCodeAt(last - 1) === TAB)) last--;
    return last;
  }

  #startsItsLine(start: number): boolean {
    let i = start - 1;
    while (this.text.charCodeAt(i) === SPACE || this.text.charCodeAt(i) === TAB) i--;
    const code = this.text.charCodeAt(i);
    return i < 0 || code === LF || code === CR || code === BOM;
  }
}
