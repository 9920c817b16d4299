/** Reads a size as `ngx_parse_size` does: digits, then nothing, `k` or `m`. In bytes; `undefined` when it is not one. */
export function parseSize(text: string): number | undefined {
  return scaled(text, { k: 1024, m: 1024 * 1024 });
}

/** The same with `g`, as `ngx_parse_offset` does (`client_max_body_size`). */
export function parseOffset(text: string): number | undefined {
  return scaled(text, { k: 1024, m: 1024 * 1024, g: 1024 * 1024 * 1024 });
}

function scaled(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const last = text[text.length - 1]?.toLowerCase() ?? '';
  const unit = Object.hasOwn(units, last) ? units[last] : undefined;
  const digits = unit === undefined ? text : text.slice(0, -1);
  return isDigits(digits) ? Number(digits) * (unit ?? 1) : undefined;
}

const UNITS: readonly (readonly [string, number])[] = [
  ['y', 365 * 24 * 60 * 60 * 1000],
  ['M', 30 * 24 * 60 * 60 * 1000],
  ['w', 7 * 24 * 60 * 60 * 1000],
  ['d', 24 * 60 * 60 * 1000],
  ['h', 60 * 60 * 1000],
  ['m', 60 * 1000],
  ['s', 1000],
  ['ms', 1],
];

/**
 * Reads a time as `ngx_parse_time` does: `30`, `30s`, `1h 30m`, `500ms`; units from large to small, each once; milliseconds only when
 * the directive counts in them. In milliseconds; `undefined` when it is not one.
 */
export function parseTime(text: string, withMilliseconds = true): number | undefined {
  let total = 0;
  let i = 0;
  let rank = -1;
  if (text === '') return undefined;
  while (i < text.length) {
    const start = i;
    while (isDigit(text.charCodeAt(i))) i++;
    if (i === start) return undefined;
    const amount = Number(text.slice(start, i));
    let unit = text[i] ?? 's';
    if (unit === 'm' && text[i + 1] === 's') unit = 'ms';
    const bare = unit === ' ' || i >= text.length;
    const index = UNITS.findIndex(([name]) => name === (bare ? 's' : unit));
    const factor = UNITS[index]?.[1];
    if (factor === undefined || index <= rank || (unit === 'ms' && !withMilliseconds)) return undefined;
    rank = index;
    total += amount * factor;
    if (!bare) i += unit.length;
    while (text[i] === ' ') i++;
    if (bare && i < text.length) return undefined;
  }
  return total;
}

/** `on` → true, `off` → false, without case; `undefined` for anything else. */
export function parseFlag(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'on' ? true : lower === 'off' ? false : undefined;
}

export function isDigits(text: string): boolean {
  if (text === '') return false;
  for (let i = 0; i < text.length; i++) if (!isDigit(text.charCodeAt(i))) return false;
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
