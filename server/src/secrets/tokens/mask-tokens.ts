import { findTokens } from './scan.ts';

/**
 * A text with the middle of every provider token replaced by `…`: examples are printed so, or every scanner would stop at our own
 * documentation. Public ids stay.
 */
export function maskTokens(text: string): string {
  let result = '';
  let position = 0;
  for (const { format, start, end } of findTokens(text)) {
    if (format.isPublic === true || format.keys !== undefined || start < position) continue;
    result += `${text.slice(position, Math.min(start + 6, end))}…`;
    position = end;
  }
  return result + text.slice(position);
}
