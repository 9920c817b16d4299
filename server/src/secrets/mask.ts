/**
 * A secret as it may be shown: its first two characters and its length. Values below eight characters show nothing of themselves.
 * Never contains quotes or control characters.
 */
export function mask(value: string): string {
  const shown = value.length >= 8 ? value.slice(0, 2).replace(/[^\w.-]/g, '*') : '';
  return `${shown}… (${value.length} characters)`;
}
