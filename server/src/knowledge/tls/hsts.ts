/** A `Strict-Transport-Security` value, read by RFC 6797 §6.1. */
export interface Hsts {
  /** Seconds; `undefined` when there is none or it is not a number. */
  readonly maxAge: number | undefined;
  readonly includeSubDomains: boolean;
  readonly preload: boolean;
  /** Directives no browser knows, as written. */
  readonly unknown: readonly string[];
  /** A directive written twice makes the whole header void. */
  readonly repeated: readonly string[];
}

/** A year: what the preload list asks for at least (https://hstspreload.org/). */
export const HSTS_PRELOAD_MIN_AGE = 31_536_000;

/** Reads a header value. Names are case-insensitive, a value may be quoted. */
export function parseHsts(value: string): Hsts {
  const directives = value
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const names = directives.map((part) => nameOf(part));
  const age = directives.find((part) => nameOf(part) === 'max-age');
  return {
    maxAge: age === undefined ? undefined : secondsOf(age),
    includeSubDomains: names.includes('includesubdomains'),
    preload: names.includes('preload'),
    unknown: directives.filter((part) => !['max-age', 'includesubdomains', 'preload'].includes(nameOf(part))),
    repeated: names.filter((name, i) => names.indexOf(name) !== i),
  };
}

function nameOf(directive: string): string {
  const equals = directive.indexOf('=');
  return (equals < 0 ? directive : directive.slice(0, equals)).trim().toLowerCase();
}

function secondsOf(directive: string): number | undefined {
  const equals = directive.indexOf('=');
  const text = equals < 0 ? '' : directive.slice(equals + 1).trim();
  const digits = text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}
