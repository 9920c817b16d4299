// Units as ngx_parse_time and ngx_parse_size read them: https://nginx.org/en/docs/syntax.html
const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  '': 1,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};
const BYTES: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Seconds of an nginx time (`1h 30m`, `10`, `500ms`); `undefined` for anything else (a variable, `off`). */
export function secondsOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : sum(text, SECONDS, (unit) => unit);
}

/** Bytes of an nginx size (`10m`, `1G`, `512`); `undefined` for anything else. */
export function bytesOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : sum(text, BYTES, (unit) => unit.toLowerCase());
}

function sum(
  text: string,
  units: Readonly<Record<string, number>>,
  fold: (unit: string) => string,
): number | undefined {
  let total = 0;
  let position = 0;
  const part = /\s*(\d{1,15})([a-zA-Z]*)/y;
  while (position < text.length) {
    part.lastIndex = position;
    const match = part.exec(text);
    const factor = match === null ? undefined : units[fold(match[2] ?? '')];
    if (match === null || factor === undefined) return undefined;
    total += Number(match[1]) * factor;
    position = part.lastIndex;
  }
  return position === 0 ? undefined : total;
}
