import common from '../data/common-words.json' with { type: 'json' };
import config from '../data/config-words.json' with { type: 'json' };
import { once } from '../text/once.ts';

/** Lower-case words a guesser knows at some place: a set, or several that many places share. */
export type KnownWords = Pick<ReadonlySet<string>, 'has' | 'size' | typeof Symbol.iterator>;

/** What a word is worth to somebody who guesses, in bits; `marker` words say "replace me". */
export interface Word {
  readonly bits: number;
  readonly kind: 'config' | 'common' | 'marker' | 'context';
}

/** Longest word looked up. */
export const LONGEST_WORD = 16;

const split = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split(' '));

function build(): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  split(common.words).forEach((word, rank) => {
    words.set(word, { bits: 2 + Math.log2(rank + 2), kind: 'common' });
  });
  for (const word of split(config.words)) words.set(word, { bits: 3, kind: 'config' });
  for (const word of split(config.markers)) words.set(word, { bits: 2, kind: 'marker' });
  return words;
}

const words = once(build);
const passwords = once((): ReadonlySet<string> => new Set(split(common.passwords)));
/** The first two letters of every word: most places of a random text fail here. */
const starts = once((): ReadonlySet<string> => new Set([...words().keys()].map((word) => word.slice(0, 2))));

/** The word `text` (lower case), or `undefined`. */
export function wordAt(text: string): Word | undefined {
  return words().get(text);
}

/** Whether any word begins with these two letters. */
export function startsWord(two: string): boolean {
  return starts().has(two);
}

/** Whether the whole lower-case value is a known common password that is not simply a word. */
export function isCommonPassword(text: string): boolean {
  return passwords().has(text);
}
