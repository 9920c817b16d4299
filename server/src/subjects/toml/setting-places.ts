import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlNode, TomlPath, TomlTable } from '../../formats/toml/read/tree.ts';
import type { Setting } from '../../knowledge/toml/application.ts';
import { splitKeyPath } from '../../knowledge/toml/key-path.ts';
import { childrenAt } from './children-at.ts';

/** Where a setting of a profile stands in a file, or would stand: its table is there. */
export interface SettingPlace {
  readonly table: TomlTable;
  /** From the root. */
  readonly path: TomlPath;
  readonly key: string;
  readonly node: TomlNode | undefined;
}

/** All places of a setting. A missing key of an existing table is one; with its table missing there is none. */
export function placesOf(model: TomlModel, setting: Setting): readonly SettingPlace[] {
  const names = splitKeyPath(setting.key);
  const key = names[names.length - 1] ?? '';
  const places: SettingPlace[] = [];
  const visit = (node: TomlNode, depth: number): void => {
    const step = names[depth];
    if (step === undefined) return;
    if (depth < names.length - 1) {
      for (const [, child] of childrenAt(node, step)) visit(child, depth + 1);
    } else if (node.type === 'table') {
      const children = childrenAt(node, step);
      for (const [name, child] of children) {
        places.push({ table: node, path: [...node.path, name], key: String(name), node: child });
      }
      if (children.length === 0 && !step.includes('*')) {
        places.push({ table: node, path: [...node.path, key], key, node: undefined });
      }
    }
  };
  visit(model.root, 0);
  return places;
}

/** The path of another key of a profile's condition: beside the place, `/` from the root, `../` one table up. */
export function otherPath(place: SettingPlace, reference: string): TomlPath {
  if (reference.startsWith('/')) return splitKeyPath(reference.slice(1));
  let table: TomlTable | undefined = place.table;
  let rest = reference;
  while (rest.startsWith('../')) {
    rest = rest.slice(3);
    table = tableAbove(table);
  }
  return [...(table?.path ?? []), ...splitKeyPath(rest)];
}

function tableAbove(table: TomlTable | undefined): TomlTable | undefined {
  let parent = table?.parent;
  while (parent !== undefined && parent.type !== 'table') parent = parent.parent;
  return parent;
}
