import { parse } from 'dotenv';
import type { Quote } from '../read/scan.ts';

/** Characters that mean themselves outside quotes to every loader we know, the shell included. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./~^-]*$/;
/** Characters that mean themselves outside quotes to every loader but the shell. */
const PLAIN_BUT_IN_SHELL = /^[^\s#'"`$\\](?:[^#'"`$\\\s]| (?! |$))*$/;

/**
 * How `value` is written so that it is read back exactly: first in the quotes it has now, else plain, single, double, backtick.
 * Single quotes come before double ones because Compose and the shell expand `$` in double quotes.
 * @param now the value as it is written now; unquoted text the shell would not take as it is shows that no shell reads this file.
 * @returns the source with its quotes, or `undefined` when no spelling is read back by the npm package `dotenv`.
 */
export function encodeValue(
  value: string,
  now: { readonly quote: Quote; readonly content: string },
): string | undefined {
  if (now.quote !== '' && isSafeIn(now.quote, value)) return `${now.quote}${value}${now.quote}`;
  if (isSafeIn('', value)) return value;
  if (now.quote === '' && !PLAIN.test(now.content) && PLAIN_BUT_IN_SHELL.test(value)) return value;
  const quotes: readonly Quote[] = ["'", '"', '`'];
  for (const quote of quotes) {
    if (isSafeIn(quote, value)) return `${quote}${value}${quote}`;
  }
  return quotes.map((quote) => `${quote}${value}${quote}`).find((source) => readsBack(source, value));
}

/** Whether the loaders agree on `value` between these quotes. */
function isSafeIn(quote: Quote, value: string): boolean {
  switch (quote) {
    case '':
      return PLAIN.test(value);
    case "'":
      // A backslash before a quote or another backslash is an escape to python-dotenv and Compose.
      return !/['\r]|\\(?:[\\']|$)/.test(value);
    case '"':
      return !/["$`\\\r]/.test(value);
    case '`':
      // A quote to dotenv and Node only.
      return false;
  }
}

function readsBack(source: string, value: string): boolean {
  return parse(`V=${source}`).V === value;
}

/**
 * Whether raw source text may replace a part of a value without leaving its quotes: no quote of the same kind, no comment,
 * no escape, `$` only as the start of `${NAME`.
 */
export function fitsInto(quote: Quote, source: string): boolean {
  if (/\$(?!\{[A-Za-z_])/.test(source) && quote !== "'") return false;
  switch (quote) {
    case '':
      return /^[A-Za-z0-9_@%+=:,./~^${}?&*!-]*$/.test(source);
    case "'":
      return !/['\\\r\n$]/.test(source);
    case '"':
      return !/["`\\\r\n]/.test(source);
    case '`':
      return !/[`\\\r\n$]/.test(source);
  }
}
