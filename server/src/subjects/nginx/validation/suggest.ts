import { editDistance } from '../../../text/closest.ts';

const ON: ReadonlySet<string> = new Set(['yes', 'y', 'true', '1', 'enable', 'enabled']);
const OFF: ReadonlySet<string> = new Set(['no', 'n', 'false', '0', 'disable', 'disabled', 'none']);

/** `on` or `off` for the words other programs use. */
export function suggestFlag(value: string): string | undefined {
  const lower = value.toLowerCase();
  return ON.has(lower) ? 'on' : OFF.has(lower) ? 'off' : undefined;
}

/** `10m` for `10mb`, `10 MiB`, `10M.`; `g` only where the directive counts in it. */
export function suggestSize(value: string, withGigabytes: boolean): string | undefined {
  const parts = /^(\d{1,9})(?:b|bytes|(k|m|g)(?:i?b|bytes)?)$/i.exec(value);
  const amount = parts?.[1];
  if (amount === undefined) return undefined;
  const unit = parts?.[2]?.toLowerCase() ?? '';
  return unit === 'g' && !withGigabytes ? `${Number(amount) * 1024}m` : `${amount}${unit}`;
}

const TIME_UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ms|msecs?|millis|milliseconds?)$/, 'ms'],
  [/^(?:s|secs?|seconds?)$/, 's'],
  [/^(?:m|mins?|minutes?)$/, 'm'],
  [/^(?:h|hrs?|hours?)$/, 'h'],
  [/^(?:d|days?)$/, 'd'],
];

/** `30s` for `30sec`, `5m` for `5min`. */
export function suggestTime(value: string, withMilliseconds: boolean): string | undefined {
  const parts = /^(\d{1,9})([a-z]+)$/i.exec(value);
  const written = parts?.[2]?.toLowerCase();
  if (parts?.[1] === undefined || written === undefined) return undefined;
  const unit = TIME_UNITS.find(([pattern]) => pattern.test(written))?.[1];
  return unit === undefined || (unit === 'ms' && !withMilliseconds) ? undefined : `${parts[1]}${unit}`;
}

/** The one word that a misspelled one must mean; `undefined` when two are as close. */
export function suggestWord(value: string, words: readonly string[]): string | undefined {
  const most = value.length < 5 ? 1 : 2;
  const lower = value.toLowerCase();
  const ranked = words
    .map((word) => ({ word, distance: editDistance(lower, word.toLowerCase(), most) }))
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = ranked;
  if (first === undefined || first.distance > most || second?.distance === first.distance) return undefined;
  return first.word;
}
