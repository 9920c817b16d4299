import { type Fix, fix } from '../../finding/fix.ts';
import { addTable, removeNode, replaceValue, setKey } from '../../formats/toml/edit/edit.ts';
import { literalSource } from '../../formats/toml/edit/style.ts';
import { pathText } from '../../formats/toml/model/lookup.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlLeaf, TomlNode } from '../../formats/toml/read/tree.ts';
import { loopbackAddress } from '../../knowledge/toml/addresses.ts';
import type { Unsafe } from '../../knowledge/toml/application.ts';
import { splitKeyPath } from '../../knowledge/toml/key-path.ts';
import { CONSEQUENCES } from './consequences.ts';
import { isInContainer } from './reach.ts';
import { scalarOf } from './seen.ts';
import type { SettingPlace } from './setting-places.ts';

/** The repairs of an unsafe setting, the best first: what its profile names, then what follows from how it is unsafe. `node` is the value or list item meant. */
export function settingFixes(
  model: TomlModel,
  place: SettingPlace,
  node: TomlNode | undefined,
  unsafe: Unsafe,
): readonly Fix[] {
  // what bind addresses there are in a container is decided by the ports it publishes
  if (isInContainer(model) && isLoopback(unsafe.set)) return [];
  const implied =
    node?.type === 'leaf' && unsafe.set === undefined
      ? impliedFix(model, pathText(place.path), node, unsafe)
      : undefined;
  return [addedTable(model, unsafe), namedFix(model, place, node, unsafe) ?? implied].filter(
    (one) => one !== undefined,
  );
}

function isLoopback(set: Unsafe['set']): boolean {
  return typeof set === 'string' && /^(?:127\.|localhost|\[?::1)/.test(set);
}

function namedFix(model: TomlModel, place: SettingPlace, node: TomlNode | undefined, unsafe: Unsafe): Fix | undefined {
  const key = pathText(place.path);
  const consequence = consequenceOf(unsafe);
  if (unsafe.set !== undefined) {
    const edits = setKey(model, place.table, [place.key], unsafe.set);
    return edits && fix(`Set ${key} = ${literalSource(unsafe.set, '"')}${consequence}`, 'behavior-changing', edits);
  }
  if (node === undefined || node.type === 'table' || (unsafe.dropItem !== true && unsafe.remove !== true))
    return undefined;
  const what = unsafe.dropItem === true ? `the item from ${key}` : key;
  const edits = removeNode(model, node);
  return edits && fix(`Remove ${what}${consequence}`, 'behavior-changing', edits);
}

function addedTable(model: TomlModel, unsafe: Unsafe): Fix | undefined {
  if (unsafe.addTable === undefined) return undefined;
  const { table, entries } = unsafe.addTable;
  const edits = addTable(model, splitKeyPath(table), entries);
  return edits && fix(`Add the table ${table}${consequenceOf(unsafe)}`, 'behavior-changing', edits);
}

function consequenceOf({ consequence, problem }: Unsafe): string {
  return ` (${consequence ?? CONSEQUENCES[problem]})`;
}

function impliedFix(model: TomlModel, key: string, leaf: TomlLeaf, unsafe: Unsafe): Fix | undefined {
  const value = scalarOf(model.file.text, leaf);
  if (typeof value !== 'string') return undefined;
  if (unsafe.test === 'remote-address') return bindToLoopback(model, key, leaf, value);
  if (unsafe.test === 'plain-http-url') {
    const edits = replaceValue(model, leaf, value.replace(/^http:/i, 'https:'));
    return edits && fix(`Use https:// in ${key} (the server must offer HTTPS)`, 'behavior-changing', edits);
  }
  if (unsafe.problem === 'permissive-cors' && value === '*') return nameOneOrigin(key, leaf);
  return undefined;
}

/** The same address and port on loopback. */
export function bindToLoopback(model: TomlModel, key: string, leaf: TomlLeaf, value: string): Fix | undefined {
  const address = isInContainer(model) ? undefined : loopbackAddress(value);
  const edits = address === undefined ? undefined : replaceValue(model, leaf, address);
  return (
    edits && fix(`Bind ${key} to loopback (everything outside this machine loses access)`, 'behavior-changing', edits)
  );
}

/** A place for the origin, for the cursor to land on. */
export function nameOneOrigin(key: string, leaf: TomlLeaf): Fix {
  const host = /(?:vhosts|virtual_?hosts|allowlist)$/i.test(key) ? 'node.example.com' : 'https://app.example.com';
  const made = fix(
    `Name one ${host.startsWith('https') ? 'origin' : 'host'} in ${key} (others lose access)`,
    'needs-input',
    [{ span: leaf.textSpan, newText: `\${1:${host}}`, snippet: true }],
  );
  // a list of host names beside it says nothing while every origin is let in, and is the next one then
  return { ...made, price: ['toml/permissive-cors'] };
}
