import { COMMON_PASSWORDS, COMMON_WORDS } from './tables/common-words.ts';
import { CONFIG_WORDS, MARKER_WORDS } from './tables/config-words.ts';

/** What a word is worth to somebody who guesses, in bits; `marker` words say "replace me". */
export interface Word {
  readonly bits: number;
  readonly kind: 'config' | 'common' | 'marker' | 'context';
}

/** Longest word looked up. */
export const LONGEST_WORD = 16;

const split = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

function build(): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  split(COMMON_WORDS).forEach((word, rank) => {
    words.set(word, { bits: 2 + Math.log2(rank + 2), kind: 'common' });
  });
  for (const word of split(CONFIG_WORDS)) words.set(word, { bits: 3, kind: 'config' });
  for (const word of split(MARKER_WORDS)) words.set(word, { bits: 2, kind: 'marker' });
  return words;
}

const WORDS = build();
const PASSWORDS: ReadonlySet<string> = new Set(split(COMMON_PASSWORDS));
/** The first two letters of every word: most places of a random text fail here. */
const STARTS: ReadonlySet<string> = new Set([...WORDS.keys()].map((word) => word.slice(0, 2)));

/** The word `text` (lower case), or `undefined`. */
export function wordAt(text: string): Word | undefined {
  return WORDS.get(text);
}

/** Whether any word begins with these two letters. */
export function startsWord(two: string): boolean {
  return STARTS.has(two);
}

/** Whether the whole lower-case value is a known common password that is not simply a word. */
export function isCommonPassword(text: string): boolean {
  return PASSWORDS.has(text);
}
