import type { Span } from '../../text/span.ts';

/** What ends a word of any of the formats, of a shell and of a URL's query. */
const SEPARATORS = new Set(' \t\r\n"\'`,;=:{}[]()<>|&?\\');

/** The words of a part of a text. Linear. */
export function wordsIn(text: string, range: Span): readonly Span[] {
  const words: Span[] = [];
  let start = -1;
  for (let i = range.start; i <= range.end; i++) {
    const separates = i === range.end || SEPARATORS.has(text[i] ?? '');
    if (separates && start >= 0) words.push({ start, end: i });
    start = separates ? -1 : start < 0 ? i : start;
  }
  return words;
}

/** Where a value stands, and where to go on reading. */
export interface ReadValue {
  readonly span: Span;
  readonly quoted: boolean;
}

export function skipBlanks(text: string, from: number, end: number): number {
  let i = from;
  while (i < end && (text[i] === ' ' || text[i] === '\t')) i++;
  return i;
}

/** The end of the line that `from` is in, at most `end`; a carriage return belongs to the line's end. */
export function lineEnd(text: string, from: number, end: number): number {
  let i = from;
  while (i < end && text[i] !== '\n') i++;
  return i > from && text[i - 1] === '\r' ? i - 1 : i;
}

/**
 * The value at `from`: up to its closing quote on the same line when it has one (which may be escaped), else to the next blank or sign
 * that ends a word of a shell.
 */
export function readValue(text: string, from: number, end: number): ReadValue {
  const escaped = text[from] === '\\' ? 1 : 0;
  const quote = text[from + escaped] ?? '';
  if ((quote === '"' || quote === "'" || quote === '`') && from + escaped < end) {
    const start = from + escaped + 1;
    return { span: { start, end: closingQuote(text, start, end, (escaped === 1 ? '\\' : '') + quote) }, quoted: true };
  }
  let i = from;
  while (i < end && !endsWord(text, i, end)) i++;
  return { span: { start: from, end: i }, quoted: false };
}

/** Where text in quotes ends: before its closing quote, or at the end of the line without one. */
export function closingQuote(text: string, start: number, end: number, quote: string): number {
  let i = start;
  while (i < end && text[i] !== '\n') {
    if (text.startsWith(quote, i)) return i;
    i += text[i] === '\\' && quote === '"' ? 2 : 1;
  }
  return lineEnd(text, start, Math.min(i, end));
}

function endsWord(text: string, i: number, end: number): boolean {
  const char = text[i] ?? '';
  if (' \t\r\n;|&'.includes(char)) return true;
  // `${…}` and `pa(ss)` belong to a word; what only closes an outer bracket or quote does not
  const ends = i + 1 >= end || ' \t\r\n;|&,"\'`)]}'.includes(text[i + 1] ?? '');
  if ('"\'`)]},'.includes(char)) return ends;
  return char === '\\' && (text[i + 1] === '"' || text[i + 1] === "'");
}
