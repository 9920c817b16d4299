import { entropyOf } from './scan.ts';

/**
 * Whether a value looks like a key that some machine made: long enough, letters and digits mixed, no words, no reading.
 * Not a measure of strength; a passphrase is none.
 */
export function looksGenerated(text: string): boolean {
  // Laravel says with the value how it is written
  const value = text.replace(/^base64:/, '');
  if (value.length < 16 || value.length > 512 || !/^[\w.=+/~-]+$/.test(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  // a version, a counting run: written by somebody
  if (/\d\.\d+\.\d|123456|abcdef(?![\da-f])/i.test(value)) return false;
  return entropyOf(value) > (value.length >= 24 ? 3.5 : 3.2);
}
