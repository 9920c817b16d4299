import { getNodeValue, type Node } from 'jsonc-parser';

/** What a part of a JSON file must look like. */
export type Shape =
  | 'text'
  | 'number'
  | 'yes or no'
  | { readonly word: readonly string[] }
  | { readonly listOf: Shape }
  | { readonly mapOf: Shape }
  /** Keys that are not named here are somebody else's to judge. */
  | { readonly keys: Readonly<Record<string, Shape>> };

/** Told of every part that does not look as it must. */
export type OnWrong = (node: Node, expected: string) => void;

/** The value of a node without what has the wrong shape; `undefined` when that is all of it. The tree is bounded in depth. */
export function readShape(node: Node, shape: Shape, onWrong: OnWrong): unknown {
  if (typeof shape === 'string' || 'word' in shape) {
    if (fits(node, shape)) return getNodeValue(node);
  } else if ('listOf' in shape) {
    if (node.type === 'array')
      return (node.children ?? [])
        .map((item) => readShape(item, shape.listOf, onWrong))
        .filter((one) => one !== undefined);
  } else if (node.type === 'object') {
    return readMembers(node, shape, onWrong);
  }
  onWrong(node, describeShape(shape));
  return undefined;
}

function readMembers(
  node: Node,
  shape: Exclude<Shape, string | { word: unknown } | { listOf: unknown }>,
  onWrong: OnWrong,
): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = Object.create(null);
  for (const { name, value } of membersOf(node)) {
    const inner = 'mapOf' in shape ? shape.mapOf : Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
    const read = inner === undefined ? undefined : readShape(value, inner, onWrong);
    if (read !== undefined) kept[name] = read;
  }
  return { ...kept };
}

/** The members of an object that have a key and a value. */
export function membersOf(node: Node): readonly { readonly key: Node; readonly name: string; readonly value: Node }[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key !== undefined && value !== undefined && typeof key.value === 'string'
      ? [{ key, name: key.value, value }]
      : [];
  });
}

function fits(node: Node, shape: 'text' | 'number' | 'yes or no' | { readonly word: readonly string[] }): boolean {
  if (typeof shape !== 'string') return typeof node.value === 'string' && shape.word.includes(node.value);
  if (shape === 'yes or no') return node.type === 'boolean';
  return shape === 'text' ? node.type === 'string' : node.type === 'number';
}

function describeShape(shape: Shape): string {
  if (typeof shape === 'string') return shape === 'yes or no' ? 'true or false' : `a ${shape}`;
  if ('word' in shape) return shape.word.join(', ');
  return 'listOf' in shape ? 'a list' : 'an object';
}
