/** Spellings of on and off that configuration libraries take, in pairs so that a fix keeps the file's own style. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['true', 'false'],
  ['1', '0'],
  ['yes', 'no'],
  ['on', 'off'],
  ['y', 'n'],
  ['t', 'f'],
  ['enabled', 'disabled'],
  ['enable', 'disable'],
];

const ON = new Map(PAIRS);
const OFF = new Map(PAIRS.map(([on, off]) => [off, on]));

/** Whether a text switches something on, in any usual spelling. */
export function isOn(text: string): boolean {
  return ON.has(text.trim().toLowerCase());
}

/** Whether a text switches something off, in any usual spelling. An empty text is neither. */
export function isOff(text: string): boolean {
  return OFF.has(text.trim().toLowerCase());
}

/** The opposite switch in the same spelling and case: `True` to `False`, `1` to `0`. Without a switch in `text`: `otherwise`. */
export function opposite(text: string, otherwise: string): string {
  const trimmed = text.trim();
  const lower = trimmed.toLowerCase();
  const flipped = ON.get(lower) ?? OFF.get(lower);
  if (flipped === undefined) return otherwise;
  if (trimmed === lower) return flipped;
  return trimmed === trimmed.toUpperCase() ? flipped.toUpperCase() : capitalize(flipped);
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
