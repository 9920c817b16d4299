/** Names cron knows for the third to fifth field; only their count matters here. */
const DAYS = 7;

/**
 * How many days of a week or month at most a schedule leaves out: `daily` runs at least once each day, `rarer` does not.
 * Reads five fields (or six, with seconds first) and `@weekly`; `undefined` for what is no schedule of cron.
 */
export function cronPace(text: string): 'daily' | 'rarer' | undefined {
  const value = text.trim().toLowerCase();
  const named = NAMED.get(value);
  if (named !== undefined) return named;
  const fields = value.split(/\s+/);
  if (fields.length < 5 || fields.length > 6 || !fields.every((field) => /^[\w*?,/#-]{1,60}$/.test(field)))
    return undefined;
  const [day, month, weekday] = fields.slice(-3);
  if (day === undefined || month === undefined || weekday === undefined) return undefined;
  // Cron runs when either of the two day fields fits, once both are restricted: then little can be said.
  if (!isEvery(day) && !isEvery(weekday)) return undefined;
  return isEvery(day) && isEvery(month) && coversWorkdays(weekday) ? 'daily' : 'rarer';
}

const NAMED: ReadonlyMap<string, 'daily' | 'rarer'> = new Map([
  ['@hourly', 'daily'],
  ['@daily', 'daily'],
  ['@midnight', 'daily'],
  ['@weekly', 'rarer'],
  ['@monthly', 'rarer'],
  ['@yearly', 'rarer'],
  ['@annually', 'rarer'],
]);

function isEvery(field: string): boolean {
  return field === '*' || field === '?' || field === '*/1';
}

/** Monday to Friday is every day there is work to lose. */
function coversWorkdays(field: string): boolean {
  if (isEvery(field)) return true;
  const range = /^(\w+)-(\w+)$/.exec(field);
  if (range === null) return field.split(',').length >= DAYS - 2;
  return /^(?:0-[56]|1-[5-7]|mon-(?:fri|sat|sun)|sun-(?:fri|sat))$/.test(field);
}
