import type { TomlNode } from '../../formats/toml/read/tree.ts';

/** Whether a name fits a step in which `*` is any run of characters. */
function fits(name: string, step: string): boolean {
  const parts = step.split('*');
  const [head = '', ...rest] = parts;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  const tail = rest.pop() ?? '';
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - at >= tail.length && name.endsWith(tail);
}

/** The children a step of a key path leads to; `*` is any one, `*part*` any with that part, and a `[[run]]` of tables needs a `*` of its own. */
export function childrenAt(node: TomlNode, step: string): readonly (readonly [string | number, TomlNode])[] {
  if (node.type === 'leaf') return [];
  if (node.type === 'array') return step === '*' ? [...node.items.entries()] : [];
  if (step === '*') return [...node.entries];
  if (step.includes('*')) return [...node.entries].filter(([name]) => fits(name, step));
  const child = node.entries.get(step);
  return child === undefined ? [] : [[step, child]];
}
