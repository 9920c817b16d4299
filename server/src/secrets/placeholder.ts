import type { Segments } from './segments.ts';

/** Share of a value's letters that must be known words before it counts as text written for a reader. */
const WORDY = 0.85;

/**
 * Whether a value stands in for one that is still to be filled in: `<secret>`, `your-key-here`, `CHANGE_ME`, `xxxxxxxx`, `min 32 chars`.
 * A marker word alone never decides: the rest of the value must be words too (a random password may hold "your" by chance).
 */
export function isPlaceholder(value: string, segments: Segments): boolean {
  const text = value.trim();
  if (isWrapped(text) || isFiller(text)) return true;
  if (segments.coverage < WORDY) return startsMarked(text, segments);
  if (segments.kinds.has('marker')) return true;
  return isDescription(segments.words) && segments.words.length >= 3;
}

/** `<…>`, `[…]`, `{…}`, `!…!`, `%…%` around words. */
function isWrapped(text: string): boolean {
  if (text.length < 3) return false;
  const first = text[0] ?? '';
  const close = PAIRS[first];
  if (close === undefined || !text.endsWith(close)) return false;
  const inner = text.slice(1, -1);
  return first === '<' ? !inner.includes('<') : /^[A-Za-z][\w .-]*$/.test(inner.replace(/^[!_]+|[!_]+$/g, ''));
}

const PAIRS: Readonly<Record<string, string>> = { '<': '>', '[': ']', '{': '}', '!': '!', '%': '%', '(': ')' };

/** The `xxxx`, `XXXX`, `****` or `....` a value ends with, without punctuation behind it. From the end on, so that it is linear. */
function runAtEnd(text: string): string {
  for (let end = text.length; end > 0; ) {
    const last = text[end - 1] ?? '';
    let start = end - 1;
    while (start > 0 && text[start - 1] === last) start--;
    if (/[xX]/.test(last) || (/[*•.…]/.test(last) && end - start >= 4)) return text.slice(start, end);
    if (/[A-Za-z0-9]/.test(last)) return '';
    end = start;
  }
  return '';
}

/** Characters before a run of `x` from which on it must be a long one. */
const LONG = 20;

/** `xxxx`, `XXXX-XXXX`, `****`, `....`, `____`, `sk-xxxx`, `00000000-0000-…`. */
function isFiller(text: string): boolean {
  if (/^[xX*.…_?#-]{3,}$/.test(text)) return true;
  const run = runAtEnd(text);
  // behind a long random text four of them may be chance: a generated secret must never read as a placeholder
  if (run.length >= (text.length - run.length > LONG ? 8 : 4)) return true;
  return /^(?:[0x]{8}-[0x]{4}-[0x]{4}-[0x]{4}-[0x]{12}|0{8,}|x+(?:[-_.]x+)+)$/i.test(text);
}

/** `your_stripe_key_xyz`: begins as placeholders do and is mostly words. */
function startsMarked(text: string, segments: Segments): boolean {
  if (segments.coverage < 0.6) return false;
  return /^(?:your|change[-_ ]?(?:me|this|it)|replace|insert|enter|todo|fixme|placeholder|example|put)[-_. ]/i.test(
    text,
  );
}

/** Words that describe a value rather than being one. */
const DESCRIPTION: ReadonlySet<string> = new Set([
  'string',
  'chars',
  'char',
  'characters',
  'character',
  'bytes',
  'byte',
  'bits',
  'digits',
  'min',
  'minimum',
  'least',
  'length',
  'long',
  'hex',
  'random',
  'randomly',
  'alphanumeric',
  'letters',
]);

function isDescription(words: readonly string[]): boolean {
  let found = 0;
  for (const word of words) if (DESCRIPTION.has(word)) found++;
  return found >= 2 && found * 3 >= words.length;
}
