import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlNode, TomlTable } from '../../formats/toml/read/tree.ts';
import type { TomlApplication } from '../../knowledge/toml/application.ts';
import { splitKeyPath } from '../../knowledge/toml/key-path.ts';
import { childrenAt } from './children-at.ts';

/** A name with dots that a file wrote without quotes, so that it became tables in each other. */
export interface SplitName {
  /** What it was meant to be: `docker.io`. */
  readonly name: string;
  /** What its last part names. */
  readonly last: TomlNode;
}

/** No name of a registry or plugin has more parts. */
const MOST_PARTS = 8;
const LABEL = /^[A-Za-z0-9_-]+$/;

/** Where a file wrote a name with dots of its application without quotes. */
export function splitNames(model: TomlModel, application: TomlApplication): readonly SplitName[] {
  return (application.dottedNames ?? []).flatMap((keyPath) => {
    const names = splitKeyPath(keyPath);
    const wanted = names[names.length - 1] ?? '';
    let places: readonly TomlNode[] = [model.root];
    for (const step of names.slice(0, -1))
      places = places.flatMap((place) => childrenAt(place, step).map(([, child]) => child));
    const below = namesBelow(application, keyPath);
    return places.flatMap((place) => {
      if (place.type !== 'table') return [];
      return wanted === '*' ? anyNames(place, below) : literalName(place, wanted);
    });
  });
}

function literalName(place: TomlTable, wanted: string): readonly SplitName[] {
  let at: TomlNode | undefined = place;
  for (const part of wanted.split('.')) at = at?.type === 'table' ? at.entries.get(part) : undefined;
  return at === undefined || place.entries.has(wanted) ? [] : [{ name: wanted, last: at }];
}

/** Names of any kind: tables that hold one table and nothing else, down to the one with settings in it. */
function anyNames(place: TomlTable, below: ReadonlySet<string>): readonly SplitName[] {
  return [...place.entries.values()].flatMap((first) => {
    if (first.type !== 'table') return [];
    const parts = [first.name];
    let at: TomlTable = first;
    while (parts.length < MOST_PARTS && at.entries.size === 1) {
      const [only] = at.entries.values();
      if (only?.type !== 'table' || below.has(only.name) || !LABEL.test(only.name)) break;
      parts.push(only.name);
      at = only;
    }
    const isName = parts.length > 1 && parts.every((part) => LABEL.test(part)) && holds(at, below);
    return isName ? [{ name: parts.join('.'), last: at }] : [];
  });
}

function holds(table: TomlTable, below: ReadonlySet<string>): boolean {
  return [...table.entries.keys()].some((name) => below.has(name));
}

/** The names of settings right below a key path. */
function namesBelow(application: TomlApplication, keyPath: string): ReadonlySet<string> {
  const start = `${keyPath}.`;
  const inside = application.settings.filter(({ key }) => key.startsWith(start));
  return new Set(inside.map(({ key }) => splitKeyPath(key.slice(start.length))[0] ?? ''));
}
