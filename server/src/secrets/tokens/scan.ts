import { once } from '../../text/once.ts';
import { fingerprint } from '../fingerprint.ts';
import { PUBLIC_SAMPLES } from '../tables/published-values.ts';
import { checksumFits } from './checksum.ts';
import { SHAPE_FORMATS, type TokenFormat } from './formats.ts';
import { KEYED_FORMATS } from './keyed-formats.ts';
import { compilePatterns, matchAt, type Pattern } from './pattern.ts';

/** A token found in a text. */
export interface FoundToken {
  readonly format: TokenFormat;
  readonly start: number;
  readonly end: number;
  /** Whether the token's own checksum fits; `undefined` when its format has none. */
  readonly checksum: boolean | undefined;
}

interface Shape {
  readonly format: TokenFormat;
  readonly pattern: Pattern;
  readonly anchor: string;
}

interface Key {
  readonly word: string;
  readonly formats: readonly { readonly format: TokenFormat; readonly pattern: Pattern }[];
}

/** Anchors and key words by their first two characters, folded to lower case. */
interface Index {
  readonly shapes: ReadonlyMap<number, readonly Shape[]>;
  readonly keys: ReadonlyMap<number, readonly Key[]>;
  /** What may begin with two characters (see the flags), by both: one look into an array settles nearly every place of a text. */
  readonly flags: Uint8Array;
}

/** A format begins here when a word does; a format may begin or go on here; a key word begins here. */
const AT_WORD = 1;
const ANYWHERE = 2;
const KEY = 4;

const index = once(buildIndex);

function buildIndex(): Index {
  const shapes = new Map<number, Shape[]>();
  const flags = new Uint8Array(128 * 128);
  for (const format of SHAPE_FORMATS) {
    for (const pattern of compilePatterns(format.pattern)) {
      const anchor = pattern.anchor.toLowerCase();
      push(shapes, gram(anchor, 0), { format, pattern, anchor });
      flags[gram(anchor, 0)] = (flags[gram(anchor, 0)] ?? 0) | (pattern.lead > 0 || format.loose ? ANYWHERE : AT_WORD);
    }
  }
  const words = new Map<string, { format: TokenFormat; pattern: Pattern }[]>();
  for (const format of KEYED_FORMATS) {
    for (const pattern of compilePatterns(format.pattern)) {
      for (const word of format.keys ?? []) words.set(word, [...(words.get(word) ?? []), { format, pattern }]);
    }
  }
  const keys = new Map<number, Key[]>();
  for (const [word, formats] of words) {
    push(keys, gram(word, 0), { word, formats });
    flags[gram(word, 0)] = (flags[gram(word, 0)] ?? 0) | KEY;
  }
  return { shapes, keys, flags };
}

function push<T>(map: Map<number, T[]>, key: number, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

/** Two ASCII characters as a number below 128², letters folded. */
function gram(text: string, i: number): number {
  return fold(text.charCodeAt(i)) * 128 + fold(text.charCodeAt(i + 1));
}

function fold(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/**
 * The provider tokens in a text, in one pass: at each place a look-up by two characters, then at most one forward match a candidate.
 * Public ids and documented sample values are found too (`format.isPublic`) or left out (samples).
 */
export function findTokens(text: string): readonly FoundToken[] {
  const found: FoundToken[] = [];
  const { flags: mayBegin } = index();
  let past = 0;
  let before = 32;
  let code = fold(text.charCodeAt(0));
  for (let i = 0; i + 1 < text.length; i++) {
    const next = fold(text.charCodeAt(i + 1));
    const flags = code < 128 && next < 128 ? (mayBegin[code * 128 + next] ?? 0) : 0;
    if (flags !== 0) {
      const inWord = isWord(before) && text.charCodeAt(i - 2) !== BACKSLASH;
      if (i >= past && (flags & ANYWHERE || (flags & AT_WORD && !inWord)))
        past = shapesFrom(text, i, code * 128 + next, past, found);
      if (flags & KEY) keysFrom(text, i, code * 128 + next, found);
    }
    before = code;
    code = next;
  }
  return found;
}

const BACKSLASH = 92;

function shapesFrom(text: string, i: number, two: number, past: number, found: FoundToken[]): number {
  const token = shapeAt(text, i, index().shapes.get(two) ?? []);
  if (token === undefined) return past;
  found.push(token);
  return token.end;
}

function keysFrom(text: string, i: number, two: number, found: FoundToken[]): void {
  for (const key of index().keys.get(two) ?? [])
    if (isKeyWord(text, i, key.word)) keyedAt(text, i + key.word.length, key, found);
}

/** Whether the word stands here as a word of its own: not `okTa` in `rookTable`, not `sumO` in `sumOf`. */
function isKeyWord(text: string, i: number, word: string): boolean {
  if (!startsFolded(text, i, word)) return false;
  const last = i + word.length - 1;
  if (isLower(text.charCodeAt(i)) && isLower(text.charCodeAt(i - 1))) return false;
  return !(isUpper(text.charCodeAt(last)) && isLower(text.charCodeAt(last - 1)));
}

function shapeAt(text: string, i: number, shapes: readonly Shape[]): FoundToken | undefined {
  let best: FoundToken | undefined;
  for (const { format, pattern, anchor } of shapes) {
    const start = i - pattern.lead;
    if (start < 0 || !startsFolded(text, i, anchor) || !startsAlone(text, start, format)) continue;
    const end = matchAt(pattern, text, start, format.fold);
    if (end < 0 || !endsAlone(text, end, format) || !isRandom(text, start, end, format)) continue;
    if (best === undefined || end > best.end)
      best = { format, start, end, checksum: checksumOf(format, text.slice(start, end)) };
  }
  return best;
}

/** The value a key word is followed by: the rest of the key, an operator, perhaps quotes, then the value. */
function keyedAt(text: string, from: number, key: Key, found: FoundToken[]): void {
  const start = valueStart(text, from);
  if (start < 0) return;
  for (const { format, pattern } of key.formats) {
    const end = matchAt(pattern, text, start, format.fold);
    if (end < 0 || !endsValue(text, end) || !isRandom(text, start, end, format)) continue;
    if (!found.some((token) => token.format.id === format.id && token.start === start))
      found.push({ format, start, end, checksum: undefined });
  }
}

/** How far the rest of a key and the signs before its value may reach. */
const KEY_REST = 20;
const QUOTES_BEFORE = 3;
const SIGNS_AFTER = 6;

function valueStart(text: string, from: number): number {
  let i = from;
  while (i < from + KEY_REST && isKeyChar(text.charCodeAt(i))) i++;
  for (let n = 0; n < QUOTES_BEFORE && isBlankOrQuote(text.charCodeAt(i)); n++) i++;
  const operator = i;
  while (i < operator + 4 && ':=>|?,'.includes(text[i] ?? ' ')) i++;
  if (i === operator) return -1;
  for (let n = 0; n < SIGNS_AFTER && (isBlankOrQuote(text.charCodeAt(i)) || text[i] === '=' || text[i] === '`'); n++)
    i++;
  return i;
}

function isKeyChar(code: number): boolean {
  return isWord(code) || code === 32 || code === 9 || code === 46 || code === 45;
}

function isBlankOrQuote(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 34 || code === 39 || code === 96;
}

function endsValue(text: string, end: number): boolean {
  if (end >= text.length) return true;
  const c = text[end] ?? '';
  return ' \t\r\n\'"`;,)<]}&'.includes(c) || (c === '\\' && 'nr"'.includes(text[end + 1] ?? ''));
}

/** A token does not begin in the middle of a word. Asked before anything is matched, so that a long word is read once. */
function startsAlone(text: string, start: number, format: TokenFormat): boolean {
  if (start === 0 || format.loose) return true;
  const before = text.charCodeAt(start - 1);
  const escaped = start > 1 && text[start - 2] === '\\' && 'nrt'.includes(text[start - 1] ?? '');
  return !(isWord(before) && !escaped) && before !== 45 && before !== 43 && before !== 46;
}

function endsAlone(text: string, end: number, format: TokenFormat): boolean {
  if (end >= text.length || format.loose) return true;
  const after = text.charCodeAt(end);
  return !isWord(after) && after !== 45;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

/** Enough variety for a secret, no filler, no sample of a manual. */
function isRandom(text: string, start: number, end: number, format: TokenFormat): boolean {
  const token = text.slice(start, end);
  if (format.entropy !== undefined && entropyOf(token) <= format.entropy) return false;
  if (token.endsWith('EXAMPLE') || token.endsWith('EXAMPLEKEY')) return false;
  if (format.needsDigit && !(/\d/.test(token) && /[A-Z]/.test(token) && /[a-z]/.test(token))) return false;
  return !isFiller(token) && !PUBLIC_SAMPLES.has(fingerprint(token));
}

/** Ten times the same letter in a row, or `…PUT_YOUR_TOKEN_HERE…`. */
function isFiller(token: string): boolean {
  for (let i = 1, run = 1; i < token.length; i++) {
    run = token[i] === token[i - 1] ? run + 1 : 1;
    if (run >= 10 && 'xX*.#0'.includes(token[i] ?? '')) return true;
  }
  return /your_?token|_here_|redacted/i.test(token);
}

/** Shannon entropy of a text in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < text.length; i++) counts.set(text.charCodeAt(i), (counts.get(text.charCodeAt(i)) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length);
  return entropy;
}

function startsFolded(text: string, i: number, lower: string): boolean {
  for (let k = 0; k < lower.length; k++) if (fold(text.charCodeAt(i + k)) !== lower.charCodeAt(k)) return false;
  return true;
}

function checksumOf(format: TokenFormat, token: string): boolean | undefined {
  return format.checksum === undefined ? undefined : checksumFits(format.checksum, token);
}
