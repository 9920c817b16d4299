import { append } from '../../text/append.ts';
import type { Span } from '../../text/span.ts';
import { announcedBy, isAttachedPassword, isOwner, programOf, wordsBetween } from './command-flags.ts';
import { hidesValue } from './hidden-names.ts';
import { pipedWords } from './piped-words.ts';
import { randomPart } from './random-words.ts';
import { closingQuote, lineEnd, readValue, skipBlanks, wordsIn } from './text-words.ts';
import { urlSecrets } from './url-secrets.ts';
import { hiddenParts } from './value-parts.ts';

/**
 * What a part of a file is. `words`: one value, or the words of a shell. `lines`: settings, one a line. `comment`: prose that may hold
 * settings. `unread`: nothing is known of it, so that more is hidden.
 */
export type TextKind = 'words' | 'lines' | 'comment' | 'unread';

/**
 * The secrets a part of a text gives away by what stands around them: assignments and flags with telling names, headers, URLs, words
 * that go through a pipe into a program, and runs that read like a token. Linear in the part.
 */
export function secretsInText(text: string, range: Span, kind: TextKind, random = true): readonly Span[] {
  return [...urlSecrets(text, range), ...pipedWords(text, range), ...new Scan(text, range, kind, random).spans()];
}

class Scan {
  readonly #text: string;
  readonly #range: Span;
  readonly #kind: TextKind;
  readonly #random: boolean;
  readonly #words: readonly Span[];
  readonly #found: Span[] = [];
  #programs: ReadonlySet<string> | undefined;
  /** Words before this offset are part of a value that was hidden. */
  #done = 0;

  constructor(text: string, range: Span, kind: TextKind, random: boolean) {
    this.#text = text;
    this.#range = range;
    this.#kind = kind;
    this.#random = random;
    this.#words = wordsIn(text, range);
  }

  spans(): readonly Span[] {
    let isFirst = true;
    let position = this.#range.start;
    for (const [i, word] of this.#words.entries()) {
      if (this.#text.slice(position, word.start).includes('\n')) isFirst = true;
      position = word.end;
      if (word.start < this.#done) continue;
      this.#look(word, i, isFirst);
      if (!LEADS.test(this.#text.slice(word.start, Math.min(word.end, word.start + 10)))) isFirst = false;
    }
    return this.#found;
  }

  #look(word: Span, index: number, isFirst: boolean): void {
    const source = this.#text.slice(word.start, word.end);
    const random = this.#random ? randomPart(this.#text, word) : undefined;
    if (random !== undefined) this.#found.push(random);
    const isFlag = source.startsWith('-');
    if (isFlag && isAttachedPassword(source, this.#programNames())) {
      this.#hide({ start: word.start + 2, end: this.#endOfWord(word.start + 2) });
      return;
    }
    if (source === '-p' && this.#isQuoted(word.end) && isAttachedPassword('-p"', this.#programNames())) {
      this.#hide(readValue(this.#text, word.end, this.#range.end).span);
      return;
    }
    const name = source.length > 140 ? '' : source.replace(/^[-#;/$@*!]+/, '');
    const assigned = this.#assignedAt(word, source);
    if (assigned !== undefined) {
      if (name !== '' && hidesValue(name)) this.#hide(this.#valueAt(assigned, word, isFirst));
      return;
    }
    const next = skipBlanks(this.#text, word.end + this.#closing(word), this.#range.end);
    if (next === word.end || next >= this.#range.end || '\r\n'.includes(this.#text[next] ?? '')) return;
    if (isFlag) this.#lookBehindFlag(source, name, next);
    else this.#lookBehindWord(name, index, next, isFirst);
  }

  #isQuoted(offset: number): boolean {
    return offset < this.#range.end && /^\\?["']/.test(this.#text.slice(offset, offset + 2));
  }

  /** The offset of the value when an assignment sign follows; a variable's own defaults are looked at word by word. */
  #assignedAt(word: Span, source: string): number | undefined {
    const text = this.#text;
    let i = skipBlanks(text, word.end + this.#closing(word), this.#range.end);
    const sign = text[i];
    if ((sign !== '=' && sign !== ':') || i >= this.#range.end || text.startsWith('://', i)) return undefined;
    const isReference = text.startsWith('${', word.start - 2) || (source.startsWith('$') && sign === ':');
    if (isReference) return this.#defaultAt(i);
    while (i < this.#range.end && ':=>~'.includes(text[i] ?? '')) i++;
    return skipBlanks(text, i, this.#range.end);
  }

  /** Behind `:-` of `${NAME:-word}`; a message (`:?`) is no value. */
  #defaultAt(sign: number): number | undefined {
    const operator = /^:?[-=+]/.exec(this.#text.slice(sign, sign + 2));
    return operator === null ? undefined : sign + operator[0].length;
  }

  /** How many signs close the quotes around a name: `"password": …`, `\"password\": …`. */
  #closing({ start, end }: Span): number {
    const quote = this.#text[start - 1];
    if (quote !== '"' && quote !== "'") return 0;
    if (this.#text[end] === quote) return 1;
    return this.#text[end] === '\\' && this.#text[end + 1] === quote ? 2 : 0;
  }

  /** The value of an assignment: to the end of its line where a line is a setting, of a header to the quote around it. */
  #valueAt(start: number, word: Span, isFirst: boolean): Span {
    const text = this.#text;
    const { end } = this.#range;
    if (text.startsWith('${', word.start - 2)) return { start, end: this.#endOfDefault(start) };
    const value = readValue(text, start, end);
    if (value.quoted) return value.span;
    const quote = text[word.start - 1] ?? '';
    const isHeader = (quote === '"' || quote === "'") && this.#closing(word) === 0 && text[word.end] === ':';
    if (isHeader) return { start, end: closingQuote(text, start, end, quote) };
    if (this.#kind !== 'words' && isFirst) return { start, end: lineEnd(text, start, end) };
    return value.span;
  }

  #endOfDefault(start: number): number {
    let depth = 0;
    for (let i = start; i < this.#range.end && this.#text[i] !== '\n'; i++) {
      if (this.#text[i] === '{') depth++;
      else if (this.#text[i] === '}' && depth-- === 0) return i;
    }
    return lineEnd(this.#text, start, this.#range.end);
  }

  #lookBehindFlag(source: string, name: string, next: number): void {
    if (this.#text[next] === '-') return;
    const announced = announcedBy(source, this.#programNames());
    const value = readValue(this.#text, next, this.#range.end).span;
    if (announced === 'pair') this.#hidePair(value);
    else if (announced === 'value' || (name.length > 2 && hidesValue(name))) this.#hide(value);
  }

  #lookBehindWord(name: string, index: number, next: number, isFirst: boolean): void {
    const lower = name.toLowerCase();
    const value = readValue(this.#text, next, this.#range.end);
    const between = wordsBetween(lower);
    if (between !== undefined) this.#hide(this.#wordBehind(value.span, between));
    else if (lower === 'bearer' || lower === 'basic') this.#hideTelling(value.span);
    else if (lower === 'by' && this.#isWord(index - 1, 'identified')) this.#hide(value.span);
    else if (value.quoted && hidesValue(name)) this.#hide(value.span);
    else if (this.#kind === 'unread' && !name.endsWith('_pass') && hidesValue(name)) this.#hide(value.span);
    else if (this.#kind === 'lines' && isFirst && hidesValue(name)) this.#hide(value.span);
    else if (this.#kind === 'comment') this.#lookAtProse(name, value.span, isFirst);
  }

  /** `# password is x`, `# requirepass x`; `# password for the database` says nothing. */
  #lookAtProse(name: string, value: Span, isFirst: boolean): void {
    if (!hidesValue(name)) return;
    const verb = /^(?:is|was|=|:|->)$/.test(this.#text.slice(value.start, value.end));
    const rest = skipBlanks(this.#text, value.end, this.#range.end);
    if (verb) this.#hide(readValue(this.#text, rest, this.#range.end).span);
    else if (isFirst && rest >= lineEnd(this.#text, value.end, this.#range.end)) this.#hide(value);
    else this.#hideTelling(value);
  }

  #isWord(index: number, lower: string): boolean {
    const word = this.#words[index];
    return word !== undefined && this.#text.slice(word.start, word.end).toLowerCase() === lower;
  }

  #wordBehind(value: Span, count: number): Span {
    let span = value;
    for (let i = 0; i < count; i++) {
      const next = skipBlanks(
        this.#text,
        span.end + (/["'`]/.test(this.#text[span.end] ?? '') ? 1 : 0),
        this.#range.end,
      );
      span = readValue(this.#text, next, this.#range.end).span;
    }
    return span;
  }

  /** To the end of a shell word that may begin or go on with a quote. */
  #endOfWord(start: number): number {
    return readValue(this.#text, start, this.#range.end).span.end;
  }

  #hidePair(value: Span): void {
    const source = this.#text.slice(value.start, value.end);
    const colon = source.indexOf(':');
    if (colon < 0 || isOwner(source, this.#programNames())) return;
    this.#hide({ start: value.start + colon + 1, end: value.end });
  }

  /** Hides a word only when it reads like no word of prose. */
  #hideTelling(value: Span): void {
    const source = this.#text.slice(value.start, value.end);
    if (
      source.length >= 4 &&
      !/^[([]*[A-Za-z][a-z'’/-]*[.,;:!?)\]]*$/.test(source) &&
      !/^[([]*[A-Z_]+[.,;:!?)\]]*$/.test(source)
    )
      this.#hide(value);
  }

  #hide(value: Span): void {
    const parts = hiddenParts(this.#text, value);
    append(this.#found, parts);
    // What says nothing may still hold something: a command in parentheses.
    if (parts.length > 0) this.#done = Math.max(this.#done, value.end);
  }

  #programNames(): ReadonlySet<string> {
    this.#programs ??= new Set(
      this.#words.map(({ start, end }) => programOf(this.#text.slice(Math.max(start, end - 40), end))),
    );
    return this.#programs;
  }
}

/** What may stand before the name of a setting on its line. */
const LEADS = /^(?:[-#;/!*+]+|export|set|setx|env|ENV|ARG|declare|local|SET)$/;
