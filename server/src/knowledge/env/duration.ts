const SECOND: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  h: 3_600,
  hr: 3_600,
  hrs: 3_600,
  hour: 3_600,
  hours: 3_600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
  w: 604_800,
  week: 604_800,
  weeks: 604_800,
  month: 2_592_000,
  months: 2_592_000,
  y: 31_557_600,
  year: 31_557_600,
  years: 31_557_600,
};

const KEY_UNITS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|_)(?:MS|MILLIS|MILLISECONDS)(?:_|$)/, 'ms'],
  [/(?:^|_)(?:SECS?|SECONDS?)(?:_|$)/, 's'],
  [/(?:^|_)(?:MINS?|MINUTES?)(?:_|$)/, 'm'],
  [/(?:^|_)HOURS?(?:_|$)/, 'h'],
  [/(?:^|_)DAYS?(?:_|$)/, 'd'],
  [/(?:^|_)WEEKS?(?:_|$)/, 'w'],
  [/(?:^|_)MONTHS?(?:_|$)/, 'month'],
];

/** The unit a normalized key names (`ACCESS_TOKEN_EXPIRE_MINUTES`: `m`); `undefined` when it names none. */
export function unitOfKey(key: string): string | undefined {
  return KEY_UNITS.find(([pattern]) => pattern.test(key))?.[1];
}

/**
 * A duration in seconds: `15m`, `7 days`, `1h30m`, or a bare number in `unit`.
 * `Infinity` for `never` and the like; `undefined` when it is no duration or a bare number without a unit.
 */
export function parseDuration(text: string, unit: string | undefined): number | undefined {
  const lower = text.trim().toLowerCase();
  if (/^(?:never|none|infinite|infinity|unlimited|-1)$/.test(lower)) return Number.POSITIVE_INFINITY;
  if (/^\d{1,15}(?:\.\d{1,6})?$/.test(lower))
    return unit === undefined ? undefined : Number(lower) * (SECOND[unit] ?? 1);
  if (!/^(?:\d{1,9} ?[a-z]{1,7} ?){1,4}$/.test(lower)) return undefined;
  let total = 0;
  for (const [, amount, name] of lower.matchAll(/(\d+) ?([a-z]+)/g)) {
    const seconds = SECOND[name ?? ''];
    if (seconds === undefined) return undefined;
    total += Number(amount) * seconds;
  }
  return total;
}

/** Seconds in the largest unit that fits, rounded: for messages. */
export function showDuration(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['days', 86_400],
    ['hours', 3_600],
    ['minutes', 60],
  ];
  for (const [name, size] of units) {
    if (seconds >= 2 * size) return `${Math.round(seconds / size)} ${name}`;
  }
  return `${Math.round(seconds)} seconds`;
}
