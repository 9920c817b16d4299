import type { TomlNode } from '../../../formats/toml/model.ts';

/** The children a step of a key path leads to; `*` is any one, and a `[[run]]` of tables needs a `*` of its own. */
export function childrenAt(node: TomlNode, step: string): readonly (readonly [string | number, TomlNode])[] {
  if (node.type === 'leaf') return [];
  if (node.type === 'array') return step === '*' ? [...node.items.entries()] : [];
  if (step === '*') return [...node.entries];
  const child = node.entries.get(step);
  return child === undefined ? [] : [[step, child]];
}
