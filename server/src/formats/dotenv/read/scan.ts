import { at, type Span, span } from '../../../text/span.ts';
import {
  endOfLine,
  isKeyCharacter,
  isSpace,
  isTerminator,
  skipBlanks,
  skipLineEnding,
  skipSpace,
} from './characters.ts';

export type Quote = '' | '"' | "'" | '`';

/** One assignment, or a key alone on its line (`separator: ''`), as it stands in the text. */
export interface ScannedEntry {
  readonly kind: 'entry';
  readonly exportSpan: Span | undefined;
  readonly keySpan: Span;
  readonly separator: '=' | ':' | '';
  readonly separatorSpan: Span;
  readonly quote: Quote;
  /** The value with its quotes. */
  readonly rawSpan: Span;
  /** The value without its quotes; empty where it would stand when there is none. */
  readonly valueSpan: Span;
  /** The comment behind the value, from its `#`. */
  readonly commentSpan: Span | undefined;
  /** The value opens with a quote that is never closed, or text follows the closing quote. */
  readonly defect: 'unterminated' | 'text-after-quote' | undefined;
}

export type ScannedLine =
  | ScannedEntry
  | { readonly kind: 'comment'; readonly span: Span }
  /** A line the npm package `dotenv` skips. */
  | { readonly kind: 'junk'; readonly span: Span };

const HASH = 35;
const EQUALS = 61;
const COLON = 58;
const BACKSLASH = 92;

/**
 * Every line of a `.env` text that is not blank, in order. It takes exactly what the expression of the npm package `dotenv` 18 takes
 * (https://github.com/motdotla/dotenv), but in linear time: that expression is quadratic on blank lines.
 */
export function scan(text: string): ScannedLine[] {
  const lines: ScannedLine[] = [];
  let i = skipSpace(text, 0);
  while (i < text.length) {
    const line = scanLine(text, i);
    lines.push(line);
    i = skipSpace(text, endOf(line));
  }
  return lines;
}

function endOf(line: ScannedLine): number {
  return line.kind === 'entry' ? (line.commentSpan ?? line.rawSpan).end : line.span.end;
}

function scanLine(text: string, start: number): ScannedLine {
  if (text.charCodeAt(start) === HASH) return { kind: 'comment', span: span(start, endOfLine(text, start)) };
  return scanAssignment(text, start) ?? scanBareKey(text, start) ?? { kind: 'junk', span: junkSpan(text, start) };
}

function junkSpan(text: string, start: number): Span {
  let end = endOfLine(text, start);
  while (end > start + 1 && isSpace(text.charCodeAt(end - 1))) end--;
  return span(start, end);
}

function scanAssignment(text: string, start: number): ScannedEntry | undefined {
  const key = exportedKeyAt(text, start);
  if (key !== undefined) {
    const entry = scanFromKey(text, key, span(start, start + 6));
    if (entry !== undefined) return entry;
  }
  return scanFromKey(text, start, undefined);
}

/** Where the key behind `export` starts, when `export` stands at `start` with a key behind it on the same line. */
function exportedKeyAt(text: string, start: number): number | undefined {
  if (!text.startsWith('export', start) || !isSpace(text.charCodeAt(start + 6))) return undefined;
  const key = skipBlanks(text, start + 6);
  return isKeyCharacter(text.charCodeAt(key)) ? key : undefined;
}

function scanFromKey(text: string, start: number, exportSpan: Span | undefined): ScannedEntry | undefined {
  const keyEnd = skipKey(text, start);
  if (keyEnd === start) return undefined;
  const separatorAt = skipSpace(text, keyEnd);
  const keySpan = span(start, keyEnd);
  if (text.charCodeAt(separatorAt) === EQUALS) {
    return scanValue(text, separatorAt + 1, { exportSpan, keySpan, separator: '=', separatorAt });
  }
  if (text.charCodeAt(keyEnd) === COLON && isSpace(text.charCodeAt(keyEnd + 1))) {
    const valueStart = isTerminator(text.charCodeAt(keyEnd + 1)) ? skipLineEnding(text, keyEnd + 1) : keyEnd + 2;
    return scanValue(text, valueStart, { exportSpan, keySpan, separator: ':', separatorAt: keyEnd });
  }
  return undefined;
}

function skipKey(text: string, start: number): number {
  let i = start;
  while (isKeyCharacter(text.charCodeAt(i))) i++;
  return i;
}

interface Head {
  readonly exportSpan: Span | undefined;
  readonly keySpan: Span;
  readonly separator: '=' | ':';
  readonly separatorAt: number;
}

function scanValue(text: string, start: number, head: Head): ScannedEntry {
  const value = quotedValue(text, start) ?? plainValue(text, start);
  const comment = skipBlanks(text, value.rawSpan.end);
  return {
    kind: 'entry',
    exportSpan: head.exportSpan,
    keySpan: head.keySpan,
    separator: head.separator,
    separatorSpan: span(head.separatorAt, head.separatorAt + 1),
    ...value,
    commentSpan: text.charCodeAt(comment) === HASH ? span(comment, endOfLine(text, comment)) : undefined,
  };
}

type Value = Pick<ScannedEntry, 'quote' | 'rawSpan' | 'valueSpan' | 'defect'>;

/** A value in quotes that close; the quote may stand on a later line than the `=`. */
function quotedValue(text: string, start: number): Value | undefined {
  const open = skipSpace(text, start);
  const quote = quoteAt(text, open);
  if (quote === '') return undefined;
  const close = closingQuote(text, open, quote);
  if (close === undefined) return undefined;
  return { quote, rawSpan: span(open, close + 1), valueSpan: span(open + 1, close), defect: undefined };
}

/**
 * The quote that closes the one at `open`: the first without a backslash before it, or failing that the last one before it,
 * provided nothing but white space or a comment follows on its line.
 * Each search stops at the next quote of its kind, and every later search starts there or behind: linear over a whole file.
 */
function closingQuote(text: string, open: number, quote: Quote): number | undefined {
  let found: number | undefined;
  for (let i = text.indexOf(quote, open + 1); i !== -1; i = text.indexOf(quote, i + 1)) {
    if (endsLine(text, i + 1)) found = i;
    if (text.charCodeAt(i - 1) !== BACKSLASH) break;
  }
  return found;
}

function endsLine(text: string, offset: number): boolean {
  const i = skipBlanks(text, offset);
  return i >= text.length || isTerminator(text.charCodeAt(i)) || text.charCodeAt(i) === HASH;
}

function quoteAt(text: string, offset: number): Quote {
  const character = text[offset];
  return character === '"' || character === "'" || character === '`' ? character : '';
}

/** A value that ends at `#` or with its line. Quotes around all of it are taken off even when more stand inside. */
function plainValue(text: string, start: number): Value {
  let limit = start;
  while (limit < text.length && !isPlainEnd(text.charCodeAt(limit))) limit++;
  let end = limit;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  if (end === start) return { quote: '', rawSpan: at(start), valueSpan: at(start), defect: undefined };
  let first = start;
  while (isSpace(text.charCodeAt(first))) first++;
  const rawSpan = span(first, end);
  const quote = quoteAt(text, first);
  if (quote === '') return { quote, rawSpan, valueSpan: rawSpan, defect: undefined };
  const inner = text.indexOf(quote, first + 1);
  const defect = inner === -1 || inner >= end ? 'unterminated' : 'text-after-quote';
  if (end - first >= 2 && text[end - 1] === quote)
    return { quote, rawSpan, valueSpan: span(first + 1, end - 1), defect };
  return { quote: '', rawSpan, valueSpan: rawSpan, defect };
}

function isPlainEnd(code: number): boolean {
  return code === HASH || code === 10 || code === 13;
}

/** `KEY` or `export KEY` alone on its line: docker and compose take the value from the caller's environment. */
function scanBareKey(text: string, start: number): ScannedEntry | undefined {
  const exported = exportedKeyAt(text, start);
  const keyStart = exported ?? start;
  const end = skipKey(text, keyStart);
  if (end === keyStart || !endsLine(text, end)) return undefined;
  const comment = skipBlanks(text, end);
  return {
    kind: 'entry',
    exportSpan: exported === undefined ? undefined : span(start, start + 6),
    keySpan: span(keyStart, end),
    separator: '',
    separatorSpan: at(end),
    quote: '',
    rawSpan: at(end),
    valueSpan: at(end),
    commentSpan: text.charCodeAt(comment) === HASH ? span(comment, endOfLine(text, comment)) : undefined,
    defect: undefined,
  };
}
