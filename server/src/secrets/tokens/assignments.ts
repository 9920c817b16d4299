import { classifyKey } from '../purpose.ts';
import { entropyOf } from './scan.ts';

/**
 * Whether a value looks like a key that some machine made: long enough, letters and digits mixed, no words, no reading.
 * Not a measure of strength; a passphrase is none.
 */
export function looksGenerated(value: string): boolean {
  if (value.length < 16 || value.length > 512 || !/^[\w.=+/~-]+$/.test(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  // a version, a counting run: written by somebody
  if (/\d\.\d+\.\d|123456|abcdef(?![\da-f])/i.test(value)) return false;
  return entropyOf(value) > (value.length >= 24 ? 3.5 : 3.2);
}

/** The generated-looking values of secret names in any text (`name = "value"` in whatever language). Linear. */
export function findAssignments(
  text: string,
): readonly { readonly name: string; readonly start: number; readonly end: number }[] {
  const found: { name: string; start: number; end: number }[] = [];
  const name = /[A-Za-z_][\w.-]{2,80}/y;
  for (let i = 0; i < text.length; i++) {
    name.lastIndex = i;
    const match = name.exec(text);
    if (match === null) continue;
    i += match[0].length - 1;
    if (classifyKey(match[0]).kind !== 'secret') continue;
    const value = valueBehind(text, i + 1);
    if (value !== undefined && looksGenerated(text.slice(value.start, value.end)))
      found.push({ name: match[0], ...value });
  }
  return found;
}

const BEHIND = /(?:[ \t]\w{1,10})?['"]?[ \t]{0,20}['"]?(?::{1,3}=|=>|[?.|]?=|[:,>])[ \t\r\n]{0,8}[`'"]?[ \t=]{0,3}/y;

function valueBehind(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
  BEHIND.lastIndex = from;
  const operator = BEHIND.exec(text);
  if (operator === null) return undefined;
  const start = from + operator[0].length;
  let end = start;
  while (end < text.length && end < start + 600 && /[\w.=+/~-]/.test(text[end] ?? '')) end++;
  return end > start ? { start, end } : undefined;
}
