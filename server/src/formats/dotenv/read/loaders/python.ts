import { type Expansion, expand } from './expand.ts';
import { type LoaderReading, ReadingBuilder } from './reading.ts';

const EXPANSION: Expansion = { bare: false, operators: [':-'], unknown: 'empty', escapes: [] };

/** python-dotenv (https://github.com/theskumar/python-dotenv, src/dotenv/parser.py and variables.py). A line it cannot read is dropped. */
export function readAsPython(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (i < text.length) {
    if (/\s/.test(text[i] ?? '')) {
      i++;
      continue;
    }
    const end = readBinding(text, i, reading);
    i = end ?? endOfLine(text, i);
  }
  return reading;
}

/** Reads one binding; returns where it ends, or `undefined` when the line is no binding. */
function readBinding(text: string, start: number, reading: ReadingBuilder): number | undefined {
  let i = start;
  if (text.startsWith('export', i) && isBlank(text[i + 6])) i = skipBlanks(text, i + 6);
  const key = keyAt(text, i);
  if (key === undefined) return lineIsOver(text, i);
  i = skipBlanks(text, key.end);
  if (text[i] !== '=') {
    const over = lineIsOver(text, i);
    if (over !== undefined) reading.set(key.name, undefined);
    return over;
  }
  const value = valueAt(text, skipBlanks(text, i + 1));
  const over = value === undefined ? undefined : lineIsOver(text, value.end);
  if (value === undefined || over === undefined) return undefined;
  reading.set(key.name, expandPython(value.text, reading));
  return over;
}

function expandPython(text: string, reading: ReadingBuilder): string {
  const lookup = (name: string) => reading.lookup(name);
  let expanded = '';
  let from = 0;
  for (const { start, end } of foreignReferences(text)) {
    expanded += expand(text.slice(from, start), EXPANSION, lookup).text + text.slice(start, end);
    from = end;
  }
  return expanded + expand(text.slice(from), EXPANSION, lookup).text;
}

/** `${NAME:?word}` and `${NAME:+word}` do not match its expression at all and stay as text. One pass: colon and brace only move on. */
function* foreignReferences(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let colon = -1;
  let close = -1;
  for (let start = text.indexOf('${'); start !== -1; ) {
    if (colon < start + 2) colon = text.indexOf(':', start + 2);
    if (close < start + 2) close = text.indexOf('}', start + 2);
    if (colon === -1 || close === -1) return;
    const isForeign = colon < close && text[colon + 1] !== '-';
    if (isForeign) yield { start, end: close + 1 };
    start = text.indexOf('${', isForeign ? close + 1 : start + 2);
  }
}

function keyAt(text: string, start: number): { readonly name: string; readonly end: number } | undefined {
  if (text[start] === '#') return undefined;
  if (text[start] === "'") {
    const close = text.indexOf("'", start + 1);
    return close > start + 1 ? { name: text.slice(start + 1, close), end: close + 1 } : undefined;
  }
  let end = start;
  while (end < text.length && !/[=#\s]/.test(text[end] ?? '')) end++;
  return end === start ? undefined : { name: text.slice(start, end), end };
}

function valueAt(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  const quote = text[start];
  if (quote === "'" || quote === '"') {
    const close = closingQuote(text, start, quote);
    if (close === undefined) return undefined;
    const raw = text.slice(start + 1, close);
    return { text: quote === "'" ? raw.replace(/\\([\\'])/g, '$1') : unescapeDouble(raw), end: close + 1 };
  }
  const end = endOfLine(text, start);
  const line = text.slice(start, end);
  const comment = /\s#/.exec(line);
  return { text: (comment === null ? line : line.slice(0, comment.index)).trimEnd(), end };
}

/** The first quote without a backslash before it, or failing that the last one with. */
function closingQuote(text: string, open: number, quote: string): number | undefined {
  let found: number | undefined;
  for (let i = text.indexOf(quote, open + 1); i !== -1; i = text.indexOf(quote, i + 1)) {
    found = i;
    if (text[i - 1] !== '\\') break;
  }
  return found;
}

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescapeDouble(raw: string): string {
  return raw.replace(/\\([\\'"abfnrtv])/g, (_, c: string) => ESCAPES[c] ?? c);
}

/** Where the line ends when only blanks and a comment follow; else `undefined`. */
function lineIsOver(text: string, offset: number): number | undefined {
  const i = skipBlanks(text, offset);
  if (i >= text.length || text[i] === '\n' || text[i] === '\r') return i;
  return text[i] === '#' ? endOfLine(text, i) : undefined;
}

function isBlank(c: string | undefined): boolean {
  return c === ' ' || c === '\t' || c === '\v' || c === '\f';
}

function skipBlanks(text: string, start: number): number {
  let i = start;
  while (isBlank(text[i])) i++;
  return i;
}

function endOfLine(text: string, start: number): number {
  let i = start;
  while (i < text.length && text[i] !== '\n' && text[i] !== '\r') i++;
  return i;
}
