import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { classifyKey } from '../../secrets/purpose.ts';

/** A secret by its name, a hash of one by its form, or a URL with a `$` in its password. */
export function isSensitive(entry: DotenvEntry): boolean {
  if (classifyKey(entry.key).kind === 'secret') return true;
  return /^\$(?:2[aby]|argon2|apr1|5|6|y)\$|^\{?[A-Z0-9-]+\}\$|:\/\/[^/@\s]*\$[^/@\s]*@/.test(entry.value ?? '');
}
