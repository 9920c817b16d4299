import { type Span, span } from '../../../text/span.ts';
import type { ScannedEntry } from './scan.ts';

export type ReferenceOperator = '' | '-' | ':-' | '?' | ':?' | '+' | ':+';

/** `$NAME`, `${NAME}` or `${NAME<operator>word}` inside a value. */
export interface DotenvReference {
  readonly name: string;
  readonly span: Span;
  readonly braces: boolean;
  readonly operator: ReferenceOperator;
  readonly word: { readonly text: string; readonly span: Span } | undefined;
}

const DOLLAR = 36;
const BACKSLASH = 92;

/**
 * The references of one value. `${NAME…}` always is one; `$NAME` only where it looks like a variable's name (upper case, or a key of
 * the same file): `pa$word` is a password to most loaders. `'single quotes'` and a backslash protect, as in the shell and in Compose.
 */
export function referencesIn(
  text: string,
  entry: Pick<ScannedEntry, 'quote' | 'valueSpan'>,
  keys: ReadonlySet<string>,
): DotenvReference[] {
  const { start, end } = entry.valueSpan;
  // Only the value is searched: a search of the rest of the file for each entry would be quadratic.
  if (entry.quote === "'" || !text.slice(start, end).includes('$')) return [];
  const closings = bracePairs(text, start, end);
  const found: DotenvReference[] = [];
  let i = start;
  while (i < end) {
    const reference = text.charCodeAt(i) === DOLLAR ? referenceAt(text, i, end, closings, keys) : undefined;
    if (reference !== undefined) found.push(reference);
    i = reference?.span.end ?? i + (isEscape(text, i) ? 2 : 1);
  }
  return found;
}

/** A backslash or a dollar that takes the next character with it. */
function isEscape(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code === BACKSLASH || (code === DOLLAR && text.charCodeAt(i + 1) === DOLLAR);
}

/** The end of each `${` that is closed; one pass with a stack, so that unclosed ones cost nothing. */
function bracePairs(text: string, start: number, end: number): Map<number, number> {
  const open: number[] = [];
  const pairs = new Map<number, number>();
  for (let i = start; i < end; i++) {
    if (isEscape(text, i)) {
      i++;
    } else if (text.startsWith('${', i)) {
      open.push(i);
      i++;
    } else if (text[i] === '}') {
      const from = open.pop();
      if (from !== undefined) pairs.set(from, i + 1);
    }
  }
  return pairs;
}

function referenceAt(
  text: string,
  start: number,
  end: number,
  closings: ReadonlyMap<number, number>,
  keys: ReadonlySet<string>,
): DotenvReference | undefined {
  if (text.charCodeAt(start + 1) === DOLLAR) return undefined;
  const close = closings.get(start);
  if (close !== undefined) return bracedReference(text, start, close);
  const nameEnd = endOfName(text, start + 1, end);
  const name = text.slice(start + 1, nameEnd);
  if (!keys.has(name) && !/^[A-Z_][A-Z0-9_]+$/.test(name)) return undefined;
  return { name, span: span(start, nameEnd), braces: false, operator: '', word: undefined };
}

function bracedReference(text: string, start: number, close: number): DotenvReference | undefined {
  const nameEnd = endOfName(text, start + 2, close - 1);
  const name = text.slice(start + 2, nameEnd);
  if (name === '') return undefined;
  const whole = span(start, close);
  if (nameEnd === close - 1) return { name, span: whole, braces: true, operator: '', word: undefined };
  const operator = /^:?[-?+]/.exec(text.slice(nameEnd, nameEnd + 2))?.[0] as ReferenceOperator | undefined;
  if (operator === undefined) return undefined;
  const wordSpan = span(nameEnd + operator.length, close - 1);
  const word = { text: text.slice(wordSpan.start, wordSpan.end), span: wordSpan };
  return { name, span: whole, braces: true, operator, word };
}

function endOfName(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && isNameCharacter(text.charCodeAt(i), i > start)) i++;
  return i;
}

function isNameCharacter(code: number, digits: boolean): boolean {
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95) return true;
  return digits && code >= 48 && code <= 57;
}
