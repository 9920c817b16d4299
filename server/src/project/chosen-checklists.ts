import type { Checklist } from '../checklists/checklist.ts';
import { CHECKLISTS, rulesOf } from '../checklists/checklists.ts';
import { parseChecklist } from '../checklists/custom.ts';
import type { ChosenChecklist, SettingsLayer } from '../engine/settings.ts';
import type { FileStore } from './file-store.ts';
import { canonicalUri, parentUri, resolveUri } from './uri.ts';

/** A chosen checklist with what its caches are keyed by. */
interface Chosen {
  readonly checklist: ChosenChecklist;
  readonly key: string;
}

interface Source {
  /** Checklists the door chose, and the folder they are relative to. */
  readonly names: readonly string[];
  readonly folder: string;
  readonly store: FileStore;
  /** Whether a file may be read on behalf of settings that stand in a folder. */
  readonly mayRead: (uri: string, from: string) => boolean;
  readonly knownRules: ReadonlySet<string>;
}

/** The checklists settings and door name; a team's own file is read through the store and is watched like any other. */
export async function chosenChecklists(layers: readonly SettingsLayer[], source: Source): Promise<readonly Chosen[]> {
  const wanted = new Map<string, string>();
  for (const layer of layers)
    for (const name of Object.keys(layer.values.checklists ?? {})) wanted.set(name, folderOf(layer));
  for (const name of source.names) if (!wanted.has(name)) wanted.set(name, source.folder);
  const found = await Promise.all([...wanted].map(([name, folder]) => choose(name, folder, source)));
  return found.filter((one) => one !== undefined);
}

/** What the paths in settings are relative to: the file they stand in, also where another one extends it. */
export function folderOf({ uri, folder }: SettingsLayer): string {
  return uri === undefined ? folder : parentUri(uri);
}

/** The files of a team's own checklists that settings and door name. */
export function ownChecklists(
  layers: readonly SettingsLayer[],
  { names, folder }: Pick<Source, 'names' | 'folder'>,
): ReadonlySet<string> {
  const isFile = (name: string) => name.endsWith('.json') && !CHECKLISTS.has(name);
  const named = layers.flatMap((layer) =>
    Object.keys(layer.values.checklists ?? {})
      .filter(isFile)
      .map((name) => resolveUri(folderOf(layer), name)),
  );
  const chosen = folder === '' ? [] : names.filter(isFile).map((name) => resolveUri(folder, name));
  return new Set([...named, ...chosen].map(canonicalUri));
}

async function choose(
  name: string,
  folder: string,
  { store, mayRead, knownRules }: Source,
): Promise<Chosen | undefined> {
  const builtIn = CHECKLISTS.get(name);
  if (builtIn !== undefined) return { checklist: facts(name, builtIn), key: name };
  if (!name.endsWith('.json') || folder === '') return undefined;
  const uri = canonicalUri(resolveUri(folder, name));
  if (!mayRead(uri, folder)) return undefined;
  if (store.get(uri) === undefined) await store.read(uri);
  const checklist = store.parsed(uri, 'checklist', (text) =>
    parseChecklist(text, { checklists: CHECKLISTS, rules: knownRules }),
  )?.checklist;
  return checklist === undefined
    ? undefined
    : { checklist: facts(name, checklist), key: `${uri}@${store.versionOf(uri)}` };
}

function facts(name: string, checklist: Checklist): ChosenChecklist {
  return { name, rules: rulesOf(checklist), thresholds: checklist.thresholds ?? {}, tls: checklist.tls };
}
