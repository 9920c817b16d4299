import type { TomlModel, TomlNode } from '../../../formats/toml/model.ts';
import type { TomlApplication } from '../../../knowledge/toml/application.ts';
import { recognise } from '../../../knowledge/toml/recognise.ts';

/** The application a file configures. */
export function applicationOf(model: TomlModel): TomlApplication | undefined {
  return recognise({ uri: model.uri, ...model.use, has: (path) => hasPath(model.root, path) });
}

function hasPath(node: TomlNode, path: readonly string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  return childrenAt(node, step).some(([, child]) => hasPath(child, rest));
}

/** The children a step of a key path leads to; `*` is any one, and a `[[run]]` of tables needs a `*` of its own. */
export function childrenAt(node: TomlNode, step: string): readonly (readonly [string | number, TomlNode])[] {
  if (node.type === 'leaf') return [];
  if (node.type === 'array') return step === '*' ? [...node.items.entries()] : [];
  if (step === '*') return [...node.entries];
  const child = node.entries.get(step);
  return child === undefined ? [] : [[step, child]];
}
