import { privateKeyBlocks } from '../../../text/private-keys.ts';
import type { DotenvEntry, DotenvFile } from '../read/tree.ts';

/**
 * The entries of a file without the lines of private keys that nobody quoted: loaders read names and values out of their base64, nobody
 * means them, and as names they would be shown.
 */
export function entriesOf(file: DotenvFile): readonly DotenvEntry[] {
  const keys = privateKeyBlocks(file.text);
  if (keys.length === 0) return file.entries;
  return file.entries.filter(({ span }) => !keys.some((key) => key.start < span.start && span.start < key.end));
}
