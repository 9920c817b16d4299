import type { TomlNode } from '../../formats/toml/read/tree.ts';
import type { Scalar } from '../../knowledge/toml/application.ts';
import type { Seen } from '../../knowledge/toml/condition.ts';
import { referencesIn } from './references.ts';

/** A node of the file as conditions see it. */
export function seen(text: string, node: TomlNode | undefined): Seen {
  if (node === undefined) return { kind: 'absent' };
  if (node.type === 'table') return { kind: 'table' };
  if (node.type === 'leaf') {
    const value = scalarOf(text, node);
    return value === undefined ? { kind: 'unknown' } : { kind: 'scalar', value };
  }
  const items = node.items.map((item) => (item.type === 'leaf' ? scalarOf(text, item) : undefined));
  const known = items.filter((item) => item !== undefined);
  return { kind: 'list', items: known, complete: known.length === items.length };
}

/** The value of a leaf; `undefined` when a reference makes it unknown, or it is a date. */
export function scalarOf(text: string, node: TomlNode | undefined): Scalar | bigint | undefined {
  if (node?.type !== 'leaf' || node.value === undefined || node.value instanceof Date) return undefined;
  if (typeof node.value === 'string' && referencesIn(text, node.textSpan).length > 0) return undefined;
  return node.value;
}
