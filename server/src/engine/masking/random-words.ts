import { looksRandom } from '../../secrets/looks-random.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import type { Span } from '../../text/span.ts';

/** Checksums are long and random, and everybody may see them. */
const DIGEST = /(?:sha(?:1|256|384|512)|md5|blake\w{0,4})[:-]$/i;

/** The part of a word that reads like a token: all of it, or one step of a URL's path. Paths and checksums have none. */
export function randomPart(text: string, word: Span): Span | undefined {
  if (!looksRandom(text, word.start, word.end)) return undefined;
  const before = text.slice(Math.max(0, word.start - 9), word.start);
  if (DIGEST.test(before)) return undefined;
  const source = text.slice(word.start, Math.min(word.end, word.start + 4096));
  if (/^(?:sha\d{3}|md5)-/i.test(source) || shapeOf(source) === 'path') return undefined;
  if (!source.startsWith('//')) return word;
  // host and harmless steps of a URL stay
  let start = word.start;
  while (start < word.end) {
    const slash = text.indexOf('/', start);
    const end = slash < 0 || slash > word.end ? word.end : slash;
    if (looksRandom(text, start, end)) return { start, end: word.end };
    start = end + 1;
  }
  return undefined;
}
