import type { Span } from '../../../text/span.ts';
import type { Comment, SyntaxProblem } from '../../format.ts';
import { Branches } from '../../template-branches.ts';
import { isStatementOpener } from './statement-words.ts';
import { decodeWord, type NginxWord } from './word.ts';

/** What stands at the lexer's position. */
export type NginxToken = 'word' | ';' | '{' | '}' | 'end';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOUBLE = 34;
const HASH = 35;
const DOLLAR = 36;
const PERCENT = 37;
const SINGLE = 39;
const PAREN_CLOSE = 41;
const SEMICOLON = 59;
const LESS = 60;
const BACKSLASH = 92;
const BRACE_OPEN = 123;
const BRACE_CLOSE = 125;

/** NGX_CONF_BUFFER: a word that does not fit into nginx's read buffer is refused. */
const LONGEST_WORD = 4096;

/**
 * Splits a text into words and the three marks, as `ngx_conf_read_token` does (nginx/src/core/ngx_conf_file.c), and goes on after
 * what nginx refuses. Every character is looked at a bounded number of times.
 */
export class NginxLexer {
  readonly text: string;
  readonly #end: number;
  #position: number;
  /** The first mark of a template language. */
  template: Span | undefined;
  /** What a template leaves out or repeats. */
  readonly branches = new Branches();
  readonly #found = new Map<string, { readonly from: number; readonly at: number }>();
  readonly comments: Comment[];
  readonly problems: SyntaxProblem[];
  /** The last token's start; for a word also in `word`. */
  start = 0;
  word: NginxWord = { span: { start: 0, end: 0 }, content: { start: 0, end: 0 }, value: '', quote: '' };

  constructor(text: string, start: number, end: number, comments: Comment[], problems: SyntaxProblem[]) {
    this.text = text;
    this.#position = start;
    this.#end = end;
    this.comments = comments;
    this.problems = problems;
  }

  get position(): number {
    return this.#position;
  }

  /** Continues at `offset`: behind a body that is not nginx's (Lua). */
  moveTo(offset: number): void {
    this.#position = offset;
  }

  /** Moves over the next token. */
  next(): NginxToken {
    this.#skipBlank();
    this.start = this.#position;
    if (this.#position >= this.#end) return 'end';
    const code = this.text.charCodeAt(this.#position);
    if (code === SEMICOLON) return this.#mark(';');
    if (code === BRACE_CLOSE) return this.#mark('}');
    if (code === BRACE_OPEN && !this.#isTemplateMark(this.#position)) return this.#mark('{');
    if (code === DOUBLE || code === SINGLE) this.#quoted(code);
    else this.#bare();
    return 'word';
  }

  #mark(token: NginxToken): NginxToken {
    this.#position++;
    return token;
  }

  #skipBlank(): void {
    while (this.#position < this.#end) {
      const code = this.text.charCodeAt(this.#position);
      if (code === SPACE || code === LF || code === CR || code === TAB) this.#position++;
      else if (code === HASH) this.#comment();
      else if (!this.#templateBlock(code)) return;
    }
  }

  #comment(): void {
    const start = this.#position;
    let end = this.text.indexOf('\n', start);
    if (end === -1 || end > this.#end) end = this.#end;
    this.#position = end;
    if (this.text.charCodeAt(end - 1) === CR) end--;
    this.comments.push({ span: { start, end }, ownLine: this.#startsLine(start) });
  }

  #startsLine(offset: number): boolean {
    let before = offset - 1;
    while (before >= 0) {
      const code = this.text.charCodeAt(before);
      if (code === LF) return true;
      if (code !== SPACE && code !== TAB && code !== CR) return false;
      before--;
    }
    return true;
  }

  #bare(): void {
    const start = this.#position;
    let i = start;
    let afterDollar = false;
    for (; i < this.#end; i++) {
      const code = this.text.charCodeAt(i);
      if (code === SPACE || code === LF || code === CR || code === TAB || code === SEMICOLON) break;
      if (code === BRACE_OPEN && !afterDollar) {
        if (!this.#isTemplateMark(i)) break;
        i = this.#endOfTemplate(i, '}}') - 1;
        continue;
      }
      afterDollar = code === DOLLAR;
      if (code === BACKSLASH) i++;
    }
    this.#setWord(start, Math.min(i, this.#end), '');
  }

  #quoted(mark: number): void {
    const start = this.#position;
    const close = this.#closingQuote(start + 1, mark);
    if (close === -1) {
      this.#unclosed(start, 'unexpected end of file: this quote is not closed');
      return;
    }
    if (!this.#mayFollowQuote(close + 1)) {
      const early = this.#lineOfNextStatement(start + 1, close);
      if (early !== -1) {
        this.#unclosed(start, 'this quote is not closed on its line');
        return;
      }
      this.problems.push({
        span: { start: close + 1, end: close + 2 },
        message: `unexpected "${this.text[close + 1]}" behind a closing quote: put a space or ";" there`,
      });
    }
    this.#setWord(start, close + 1, mark === DOUBLE ? '"' : "'");
  }

  #closingQuote(from: number, mark: number): number {
    for (let i = from; i < this.#end; i++) {
      const code = this.text.charCodeAt(i);
      if (code === mark) return i;
      if (code === BACKSLASH) i++;
    }
    return -1;
  }

  #mayFollowQuote(offset: number): boolean {
    if (offset >= this.#end) return true;
    const code = this.text.charCodeAt(offset);
    return (
      code === SPACE ||
      code === LF ||
      code === CR ||
      code === TAB ||
      code === SEMICOLON ||
      code === BRACE_OPEN ||
      code === PAREN_CLOSE
    );
  }

  /** Ends a quoted word before the line on which the next statement seems to begin, so that the rest of the file stays useful. */
  #unclosed(start: number, message: string): void {
    const next = this.#lineOfNextStatement(start + 1, this.#end);
    let end = next === -1 ? this.#end : next;
    while (end > start + 1 && isBlank(this.text.charCodeAt(end - 1))) end--;
    if (end > start + 1 && this.text.charCodeAt(end - 1) === SEMICOLON) end--;
    this.problems.push({ span: { start, end: start + 1 }, message });
    this.#setWord(start, end, '');
  }

  /** The start of the first line in the range that begins with a directive's name or a `}`; -1 when there is none. */
  #lineOfNextStatement(from: number, to: number): number {
    let line = this.text.indexOf('\n', from);
    while (line !== -1 && line < to) {
      let i = line + 1;
      while (i < to && isBlank(this.text.charCodeAt(i)) && this.text.charCodeAt(i) !== LF) i++;
      if (this.text.charCodeAt(i) === BRACE_CLOSE) return line;
      let end = i;
      while (end < to && isNameCharacter(this.text.charCodeAt(end))) end++;
      if (end > i && isStatementOpener(this.text.slice(i, end))) return line;
      line = this.text.indexOf('\n', Math.max(i, line + 1));
    }
    return -1;
  }

  #setWord(start: number, end: number, quote: '' | '"' | "'"): void {
    this.#position = end;
    const width = quote === '' ? 0 : 1;
    const source = this.text.slice(start + width, end - width);
    if (end - start > LONGEST_WORD / 3 && byteLength(this.text, start, end) >= LONGEST_WORD) {
      this.problems.push({
        span: { start, end: start + 10 },
        message: `too long parameter "${this.text.slice(start, start + 10)}...": nginx reads at most 4095 bytes in a word`,
      });
    }
    this.word = {
      span: { start, end },
      content: width === 0 ? { start, end } : { start: start + 1, end: end - 1 },
      value: decodeWord(source),
      quote,
    };
  }

  /** `{{ … }}` of a template language, never valid nginx outside quotes. */
  #isTemplateMark(offset: number): boolean {
    return this.text.charCodeAt(offset + 1) === BRACE_OPEN && offset + 1 < this.#end;
  }

  #endOfTemplate(start: number, close: string): number {
    this.template ??= { start, end: start + 2 };
    const end = this.#find(close, start + 2);
    if (end !== -1)
      this.branches.add({ start, end: end + close.length }, this.text.slice(start + 2, Math.min(end, start + 400)));
    const line = this.#find('\n', start);
    if (end === -1 || end >= this.#end || (line !== -1 && line < end && close === '}}')) return start + 2;
    return end + close.length;
  }

  /** Skips `{% … %}`, `{# … #}` and `<% … %>`. */
  #templateBlock(code: number): boolean {
    if (code !== BRACE_OPEN && code !== LESS) return false;
    const next = this.text.charCodeAt(this.#position + 1);
    if (next === PERCENT) {
      this.#position = this.#endOfTemplate(this.#position, code === BRACE_OPEN ? '%}' : '%>');
      return true;
    }
    if (code === BRACE_OPEN && next === HASH && this.#find('#}', this.#position) === this.#commentEnd() - 2) {
      this.#position = this.#endOfTemplate(this.#position, '#}');
      return true;
    }
    return false;
  }

  /** `indexOf` that remembers its last answer: asking again and again for something far away stays linear. */
  #find(needle: string, from: number): number {
    const last = this.#found.get(needle);
    if (last !== undefined && from >= last.from && (last.at === -1 || last.at >= from)) return last.at;
    const at = this.text.indexOf(needle, from);
    this.#found.set(needle, { from, at });
    return at;
  }

  #commentEnd(): number {
    const line = this.#find('\n', this.#position);
    let end = line === -1 ? this.#end : line;
    while (end > this.#position && isBlank(this.text.charCodeAt(end - 1))) end--;
    return end;
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === LF || code === CR || code === TAB;
}

function isNameCharacter(code: number): boolean {
  return code === 95 || (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

function byteLength(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    // A surrogate pair is two units and four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return bytes;
}
