import { alphabetSize, type Segments, segment } from './segments.ts';
import { isCommonPassword, type KnownWords } from './vocabulary.ts';

/** How hard a value is to guess, and why it is easy if it is. */
export interface Strength {
  /** Estimated bits of guessing work for somebody who knows the common words; an upper bound for long values. */
  readonly bits: number;
  readonly weakness: Weakness | undefined;
  readonly segments: Segments;
}

export type Weakness = 'common' | 'words' | 'run' | 'repeat' | 'context' | 'few';

/**
 * Estimates a value's strength. `context` are lower-case words a guesser knows (user, service, project).
 * Linear; microseconds for usual lengths; the first 160 characters decide.
 */
export function strengthOf(value: string, context: KnownWords): Strength {
  const period = shortestPeriod(value);
  const core = period < value.length ? value.slice(0, period) : value;
  const segments = segment(core, context);
  const repeats = value.length / core.length;
  const bits = Math.min(segments.bits + (repeats > 1 ? Math.log2(repeats) : 0), variety(value));
  return { bits, weakness: weaknessOf(value, repeats, segments), segments };
}

/** Bits from which on a text is random, whatever word stands in it. */
const RANDOM = 64;

function weaknessOf(value: string, repeats: number, segments: Segments): Weakness | undefined {
  if (isCommonPassword(value.toLowerCase())) return 'common';
  if (repeats >= 2) return 'repeat';
  if (segments.words.length > 0 && segments.coverage >= 0.75) {
    // a word of four letters may stand in a long random text that has hardly any others: hex digits
    if (segments.words.length === 1 && segments.kinds.has('common') && segments.bits < RANDOM) return 'common';
    return segments.kinds.has('context') && segments.words.length <= 2 ? 'context' : 'words';
  }
  // mostly words with something between them is no run of keys
  if (segments.bits < value.length * 2) return segments.coverage >= 0.5 && segments.words.length > 0 ? 'words' : 'run';
  return undefined;
}

/** Length × the smaller of the alphabet and the characters really used: `aaaaaaab` uses two. */
function variety(value: string): number {
  const used = new Set(value.length > 512 ? value.slice(0, 512) : value).size;
  const slack = value.length <= 16 ? 2 : 1;
  return value.length * Math.min(Math.log2(alphabetSize(value)), Math.log2(used) + slack);
}

/** The length of the shortest piece whose repetition gives the value (its length when there is none), by prefix function. */
function shortestPeriod(value: string): number {
  const n = Math.min(value.length, 512);
  const prefix = new Uint16Array(n);
  for (let i = 1, k = 0; i < n; i++) {
    while (k > 0 && value.charCodeAt(i) !== value.charCodeAt(k)) k = prefix[k - 1] ?? 0;
    if (value.charCodeAt(i) === value.charCodeAt(k)) k++;
    prefix[i] = k;
  }
  const period = n - (prefix[n - 1] ?? 0);
  return period * 2 <= n && n === value.length ? period : value.length;
}
