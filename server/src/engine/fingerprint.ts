import type { ReadFile } from '../formats/format.ts';
import type { Span } from '../text/span.ts';

/** 64 bits of FNV-1a as 16 hex digits: stable, not a secret-keeping hash (values never go in, only names). */
export function hashNames(names: readonly string[]): string {
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (const name of names) {
    for (let i = 0; i <= name.length; i++) {
      const code = i < name.length ? name.charCodeAt(i) : 0x1f;
      low = Math.imul(low ^ (code & 0xff), 0x01000193);
      high = Math.imul(high ^ (code + 0x5f), 0x01000193) ^ (low >>> 13);
    }
  }
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0');
  return hex(low) + hex(high);
}

/** The names of the elements around a span, outer first: what stays the same when lines are added elsewhere. Values are cut off. */
export function owningPath(file: ReadFile, place: Span): readonly string[] {
  const names: string[] = [];
  for (const element of file.elements) {
    if (element.start > place.start) break;
    if (element.end < place.end) continue;
    names.push(headOf(file.text, element));
  }
  return names;
}

function headOf(text: string, element: Span): string {
  const limit = Math.min(element.end, element.start + 120);
  let end = element.start;
  while (end < limit) {
    const char = text[end];
    if (char === '=' || char === ':' || char === '\n' || char === '{' || char === ';') break;
    end++;
  }
  return text.slice(element.start, end).trim();
}
