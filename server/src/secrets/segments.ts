import { type KnownWords, LONGEST_WORD, startsWord, type Word, wordAt } from './vocabulary.ts';

/** How a value falls into words, runs and single characters, by the cheapest way to guess it. */
export interface Segments {
  /** Bits a guesser needs who knows our words, runs and years. */
  readonly bits: number;
  /** The words found, lower case, in order. */
  readonly words: readonly string[];
  readonly kinds: ReadonlySet<Word['kind']>;
  /** How many of the words are those of configuration files. */
  readonly configWords: number;
  /** Share of the letters that lie in words, 0 to 1; 1 when there are none. */
  readonly coverage: number;
  readonly letters: number;
}

interface Step {
  readonly cost: number;
  readonly from: number;
  readonly word: string | undefined;
  readonly kind: Word['kind'] | undefined;
}

/** Values are looked at up to here; longer ones only get stronger. */
const SEGMENT_LIMIT = 160;

/** Bits for a word of some language that we do not know: one of about 65,000. */
const UNKNOWN_WORD = 16;

const CONTEXT: Word = { bits: 2, kind: 'context' };

/**
 * Splits a value by dynamic programming: at each place the cheapest of a word, a digit run, a repeat, a sequence or one character.
 * `context` holds lower-case words that are known to a guesser here (user, service, project name).
 * At most SEGMENT_LIMIT × LONGEST_WORD look-ups.
 */
export function segment(value: string, context: KnownWords = new Set()): Segments {
  const text = value.slice(0, SEGMENT_LIMIT);
  const lower = text.toLowerCase().length === text.length ? text.toLowerCase() : text;
  const plain = unleet(lower);
  const single = Math.log2(alphabetSize(text));
  const steps: (Step | undefined)[] = [{ cost: 0, from: 0, word: undefined, kind: undefined }];
  const offer = (from: number, to: number, bits: number, word?: string, kind?: Word['kind']): void => {
    const cost = (steps[from]?.cost ?? 0) + bits;
    const known = steps[to];
    if (known === undefined || cost < known.cost) steps[to] = { cost, from, word, kind };
  };
  for (let i = 0; i < text.length; i++) {
    offer(i, i + 1, isSeparator(text.charCodeAt(i)) ? 1 : single);
    const run = runLength(lower, i);
    if (run >= 3) offer(i, i + run, 3 + Math.log2(run) + 1);
    const digits = digitRun(lower, i);
    if (digits > 0) offer(i, i + digits, digitBits(lower.slice(i, i + digits)));
    const unknown = Math.max(plainWord(lower, i), humpWord(text, i));
    if (unknown > 0) offer(i, i + unknown, UNKNOWN_WORD);
    offerWords(lower, plain, i, context, offer);
  }
  return walk(steps, text, lower);
}

function offerWords(
  lower: string,
  plain: string,
  i: number,
  context: KnownWords,
  offer: (from: number, to: number, bits: number, word?: string, kind?: Word['kind']) => void,
): void {
  const two = plain.slice(i, i + 2);
  if (context.size === 0 && !startsWord(two) && !startsWord(lower.slice(i, i + 2))) return;
  const end = Math.min(plain.length, i + LONGEST_WORD);
  for (let j = i + 1; j <= end; j++) {
    if (!isLetterOrMark(plain.charCodeAt(j - 1))) break;
    const raw = lower.slice(i, j);
    const text = plain.slice(i, j);
    const word = known(raw, context) ?? (text === raw ? undefined : leetWord(raw, text));
    // one letter is a word only where it stands alone
    if (word !== undefined && (j - i > 2 || standsAlone(lower, i, j)))
      offer(i, j, word.bits + (text === raw ? 0 : 1), text, word.kind);
  }
}

/** A word that says "replace me" says so whoever else is called like that. */
function known(raw: string, context: KnownWords): Word | undefined {
  const word = wordAt(raw);
  return word?.kind !== 'marker' && context.has(raw) ? CONTEXT : word;
}

/** A word written in leet must still be mostly letters: `p4ssw0rd`, not `10`. */
function leetWord(raw: string, text: string): Word | undefined {
  if (text.length < 4) return undefined;
  let letters = 0;
  for (let i = 0; i < raw.length; i++) if (isLetter(raw.charCodeAt(i))) letters++;
  return letters * 2 >= raw.length ? wordAt(text) : undefined;
}

function walk(steps: readonly (Step | undefined)[], text: string, lower: string): Segments {
  const words: string[] = [];
  const kinds = new Set<Word['kind']>();
  let covered = 0;
  let configWords = 0;
  for (let i = text.length; i > 0; ) {
    const step = steps[i];
    if (step === undefined) break;
    if (step.word !== undefined && step.kind !== undefined) {
      words.push(step.word);
      kinds.add(step.kind);
      if (step.kind === 'config') configWords += 1;
      covered += countLetters(lower, step.from, i);
    }
    i = step.from;
  }
  const letters = countLetters(lower, 0, text.length);
  return {
    bits: steps[text.length]?.cost ?? 0,
    words: words.reverse(),
    kinds,
    configWords,
    coverage: letters === 0 ? 1 : covered / letters,
    letters,
  };
}

/** The length of a word between separators (`-like-this-`) that starts at `i` and has a length of words, or 0. */
function plainWord(text: string, i: number): number {
  if (i > 0 && !isSeparator(text.charCodeAt(i - 1))) return 0;
  let j = i;
  while (j < text.length && isLetter(text.charCodeAt(j))) j++;
  const ends = j === text.length || isSeparator(text.charCodeAt(j));
  return ends && j - i >= 4 && j - i < text.length && j - i <= 14 ? j - i : 0;
}

/** The length of a `Word` of `WordsWrittenLikeThis` that starts at `i`, or 0. Five letters in that form are hardly chance. */
function humpWord(text: string, i: number): number {
  if (!isUpper(text.charCodeAt(i))) return 0;
  let j = i + 1;
  while (j < text.length && isLower(text.charCodeAt(j))) j++;
  return j - i >= 5 && j - i <= 14 ? j - i : 0;
}

/** How many characters from `i` on repeat, count up or down, or lie side by side on a keyboard. */
function runLength(text: string, i: number): number {
  const step = text.charCodeAt(i + 1) - text.charCodeAt(i);
  let best = 1;
  if (step === 0 || step === 1 || step === -1) {
    let j = i + 1;
    while (j < text.length && text.charCodeAt(j) - text.charCodeAt(j - 1) === step) j++;
    best = j - i;
  }
  let k = i;
  while (k + 2 < text.length && KEYBOARD.has(text.slice(k, k + 3))) k++;
  return Math.max(best, k > i ? k - i + 2 : 1);
}

const KEYBOARD: ReadonlySet<string> = (() => {
  const rows = [
    '1234567890',
    'qwertyuiop',
    'asdfghjkl',
    'zxcvbnm',
    'qwertzuiop',
    'yxcvbnm',
    'azertyuiop',
    '1qaz2wsx3edc4rfv5tgb',
    'qazwsxedcrfv',
    '!@#$%^&*()',
    '1q2w3e4r5t6y7u8i9o0p',
  ];
  const grams = new Set<string>();
  for (const row of rows) {
    for (let i = 0; i + 3 <= row.length; i++) {
      grams.add(row.slice(i, i + 3));
      grams.add([...row.slice(i, i + 3)].reverse().join(''));
    }
  }
  return grams;
})();

function digitRun(text: string, i: number): number {
  if (isDigit(text.charCodeAt(i - 1))) return 0;
  let j = i;
  while (j < text.length && isDigit(text.charCodeAt(j))) j++;
  return j - i;
}

function digitBits(digits: string): number {
  if (/^(19|20)\d\d$/.test(digits)) return 6;
  return digits.length * Math.log2(10);
}

function unleet(text: string): string {
  let result = '';
  for (const c of text) result += LEET[c] ?? c;
  return result.length === text.length ? result : text;
}

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** The number of characters the value's classes offer. */
export function alphabetSize(text: string): number {
  if (/^[0-9a-f]+$/i.test(text) && /\d/.test(text) && /[a-f]/i.test(text)) return 16;
  let lower = 0;
  let upper = 0;
  let digit = 0;
  let other = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 97 && c <= 122) lower = 26;
    else if (c >= 65 && c <= 90) upper = 26;
    else if (isDigit(c)) digit = 10;
    else other = 32;
  }
  return Math.max(2, lower + upper + digit + other);
}

function countLetters(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (isLetter(text.charCodeAt(i))) count++;
  return count;
}

function standsAlone(text: string, from: number, to: number): boolean {
  return !isLetter(text.charCodeAt(from - 1)) && !isLetter(text.charCodeAt(to));
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127;
}

function isLetterOrMark(code: number): boolean {
  return isLetter(code) || isDigit(code);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSeparator(code: number): boolean {
  return (
    code === 45 || code === 95 || code === 46 || code === 32 || code === 44 || code === 58 || code === 47 || code === 33
  );
}
