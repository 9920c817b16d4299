import type { TomlNode, TomlPath } from '../read/tree.ts';

/** The child of a node by name or index. */
function childOf(node: TomlNode, step: string | number): TomlNode | undefined {
  if (node.type === 'table') return typeof step === 'string' ? node.entries.get(step) : undefined;
  if (node.type === 'array') return typeof step === 'number' ? node.items[step] : undefined;
  return undefined;
}

/** The node at a path below `from`. */
export function findNode(from: TomlNode, path: TomlPath): TomlNode | undefined {
  let node: TomlNode | undefined = from;
  for (const step of path) {
    if (node === undefined) return undefined;
    node = childOf(node, step);
  }
  return node;
}

/** A path as people write it: `runners[0].docker.privileged`. Keys that need quotes get them. */
export function pathText(path: TomlPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += (text === '' ? '' : '.') + (/^[\w-]+$/.test(step) ? step : JSON.stringify(step));
  }
  return text;
}
