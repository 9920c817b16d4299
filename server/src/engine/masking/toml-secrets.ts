import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlLeaf } from '../../formats/toml/read/tree.ts';
import { hideInList, type ListItem } from './argument-lists.ts';
import { type Hidden, kindOfValue } from './hidden.ts';
import { hidesValue } from './hidden-names.ts';

/** Every value of a TOML file, those that cannot be decoded included. */
export function hideInToml(model: TomlModel, hidden: Hidden): void {
  const lists = new Map<TomlLeaf['parent'], ListItem[]>();
  for (const table of model.tables) hidden.cover(table.headerSpan);
  for (const leaf of model.leaves) {
    hidden.cover(leaf.keySpan, leaf.valueSpan);
    const path = leaf.path.map(String);
    const kind = kindOfValue(hidden.text, leaf.textSpan, path, leaf.value !== undefined);
    const isItem = leaf.membership === 'array';
    if (isItem && !hidesItems(leaf)) {
      const list = lists.get(leaf.parent);
      if (list === undefined) lists.set(leaf.parent, [{ content: leaf.textSpan, kind }]);
      else list.push({ content: leaf.textSpan, kind });
    } else {
      if (isItem) hidden.value(leaf.textSpan);
      hidden.named(leaf.name, path, leaf.textSpan, kind);
    }
  }
  for (const list of lists.values()) hideInList(hidden, list);
}

/** `tokens = ["…"]`, `users = ["name:hash"]` below `basicAuth`. */
function hidesItems(leaf: TomlLeaf): boolean {
  return hidesValue(leaf.name, namesOf(leaf)) || hidesValue(singular(leaf.name));
}

function namesOf({ path }: TomlLeaf): readonly string[] {
  return path.filter((step) => typeof step === 'string');
}

function singular(name: string): string {
  return name.replace(/(?<=[a-z])s$/i, '');
}
