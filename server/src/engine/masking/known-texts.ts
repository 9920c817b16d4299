import { type Span, slice } from '../../text/span.ts';

const SHORTEST = 6;
const LONGEST = 200;
/** How many secrets with the same beginning are looked for: bounds the work at each place. */
const SAME_START = 16;

/**
 * The texts of secrets that are looked for wherever else they stand: long enough and no word of a language, which would also be the
 * name of something (`postgres`, `my-app`).
 */
export function knownTexts(text: string, spans: readonly Span[]): readonly string[] {
  const texts = new Set<string>();
  for (const span of spans) {
    if (span.end - span.start < SHORTEST || span.end - span.start > LONGEST) continue;
    const secret = slice(text, span);
    if (isDistinct(secret)) texts.add(secret);
  }
  return [...texts];
}

/** Letters and digits mixed within a word, or signs no name has. */
function isDistinct(secret: string): boolean {
  if (/[\r\n]|\$\{|\{\{/.test(secret)) return false;
  return (/\d/.test(secret) && /\p{L}/u.test(secret)) || /^\d{8,}$/.test(secret) || /[^\p{L}\d\s._/:@-]/u.test(secret);
}

/** Every place of a text where one of the known secrets stands. Linear in the text. */
export function occurrencesOf(text: string, known: readonly string[]): readonly Span[] {
  if (known.length === 0) return [];
  const byStart = new Map<string, string[]>();
  for (const secret of [...known].sort((a, b) => b.length - a.length)) {
    const start = secret.slice(0, SHORTEST);
    const same = byStart.get(start);
    if (same === undefined) byStart.set(start, [secret]);
    else if (same.length < SAME_START) same.push(secret);
  }
  const places: Span[] = [];
  for (let i = 0; i + SHORTEST <= text.length; i++) {
    const secret = byStart.get(text.slice(i, i + SHORTEST))?.find((one) => text.startsWith(one, i));
    if (secret === undefined) continue;
    places.push({ start: i, end: i + secret.length });
    i += secret.length - 1;
  }
  return places;
}
