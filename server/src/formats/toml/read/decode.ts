import { parse } from 'smol-toml';
import { DEEPEST } from '../../../text/nesting.ts';

/** What a scalar decodes to. A date is smol-toml's, a `Date` that remembers which of the four kinds it is. */
export type TomlScalar = string | number | bigint | boolean | Date;

/** The value of one slice of source read alone, as smol-toml reads it; `undefined` when it is no value. */
export function decodeScalar(source: string): TomlScalar | undefined {
  const value = decodeValue(source);
  return isScalar(value) ? value : undefined;
}

/** The text of one quoted slice; `undefined` when an escape is wrong. */
export function decodeString(source: string): string | undefined {
  const value = decodeValue(source);
  return typeof value === 'string' ? value : undefined;
}

export function isScalar(value: unknown): value is TomlScalar {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean' ||
    value instanceof Date
  );
}

function decodeValue(source: string): unknown {
  try {
    const document = parse(`v=${source}`, { integersAsBigInt: 'asNeeded', maxDepth: DEEPEST });
    return Object.keys(document).length === 1 ? document.v : undefined;
  } catch {
    return undefined;
  }
}
