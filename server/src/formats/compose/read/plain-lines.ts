/** Thrown where the text leaves what is read here; made once, so that leaving costs nothing. */
export const OUTSIDE = new Error('not plain YAML');

/** Walks through the lines of a text that have content. */
export class PlainLines {
  /** The first character of the current line's content, and its column; at the end of the text the column is -1. */
  at = 0;
  column = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Moves to the first content at or behind the start of a line, over blank lines and comments. */
  nextContent(lineStart: number): void {
    const text = this.#text;
    let start = lineStart;
    while (start < text.length) {
      let i = start;
      while (text.charCodeAt(i) === 32) i++;
      const code = text.charCodeAt(i);
      if (code !== 10 && code !== 13 && code !== 35 && i < text.length) {
        this.at = i;
        this.column = i - start;
        if (this.column === 0 && (code === 37 || code === 46)) this.#endMarker(i);
        return;
      }
      start = this.lineAfter(i);
    }
    this.at = text.length;
    this.column = -1;
  }

  /** `...` with nothing behind it ends the document. */
  #endMarker(at: number): void {
    if (!this.#text.startsWith('...', at)) throw OUTSIDE;
    const rest = this.restIsEmpty(at + 3);
    this.nextContent(rest);
    if (this.at < this.#text.length) throw OUTSIDE;
  }

  /** The start of the next line. */
  lineAfter(from: number): number {
    const newline = this.#text.indexOf('\n', from);
    return newline < 0 ? this.#text.length : newline + 1;
  }

  /** Nothing but white space and a comment up to the end of the line; returns the start of the next. */
  restIsEmpty(from: number): number {
    const text = this.#text;
    let i = from;
    while (text.charCodeAt(i) === 32) i++;
    const code = text.charCodeAt(i);
    const isComment = code === 35 && i > from;
    const isEnd = i >= text.length || code === 10 || (code === 13 && text.charCodeAt(i + 1) === 10);
    if (!isComment && !isEnd) throw OUTSIDE;
    return this.lineAfter(i);
  }

  isDash(at: number): boolean {
    return this.#text.charCodeAt(at) === 45 && this.endsWord(at + 1);
  }

  endsWord(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return at >= this.#text.length || code === 32 || code === 10 || code === 13;
  }

  /** The first line of a block that is not blank: `#` starts no comment there. */
  nextContentRaw(lineStart: number): void {
    let start = lineStart;
    while (start < this.#text.length) {
      let i = start;
      while (this.#text.charCodeAt(i) === 32) i++;
      const code = this.#text.charCodeAt(i);
      if (i < this.#text.length && code !== 10 && code !== 13) {
        this.at = i;
        this.column = i - start;
        return;
      }
      start = this.lineAfter(i);
    }
    throw OUTSIDE;
  }

  /** The body of a block scalar whose key stands at `column`: where its last line with content ends, and where the next text begins. */
  block(body: number, column: number): { readonly end: number; readonly stop: number } {
    this.nextContentRaw(body);
    const indent = this.column;
    const first = this.at;
    if (indent <= column) throw OUTSIDE;
    const text = this.#text;
    let stop = body;
    let end = body;
    while (stop < text.length) {
      let i = stop;
      while (text.charCodeAt(i) === 32) i++;
      const isBlank = i >= text.length || text.charCodeAt(i) === 10 || text.charCodeAt(i) === 13;
      if (!isBlank && i - stop < indent) break;
      // Blank lines before the first one must not be wider than it.
      if (isBlank && stop < first && i - stop > indent) throw OUTSIDE;
      stop = this.lineAfter(i);
      if (!isBlank) end = stop;
    }
    while (
      end > body &&
      (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13 || text.charCodeAt(end - 1) === 32)
    )
      end--;
    return { end, stop };
  }

  /** Over spaces, line breaks and comments between brackets; lines are indented deeper than what holds the bracket. */
  skipInFlow(from: number, column: number): number {
    const text = this.#text;
    let at = from;
    let lineStart = -1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10) lineStart = at + 1;
      else if (code === 35 && at > from) {
        const newline = text.indexOf('\n', at);
        if (newline < 0) throw OUTSIDE;
        at = newline - 1;
      } else if (code !== 32 && code !== 13) break;
    }
    if (at >= text.length || text.charCodeAt(at) === 35) throw OUTSIDE;
    if (lineStart >= 0 && at - lineStart <= column) throw OUTSIDE;
    return at;
  }
}
