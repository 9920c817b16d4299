import type { Checklist } from '../checklists/checklist.ts';
import { CHECKLISTS, rulesOf } from '../checklists/checklists.ts';
import { parseChecklist } from '../checklists/custom.ts';
import type { ChosenChecklist, SettingsLayer } from '../engine/settings.ts';
import type { FileStore } from './file-store.ts';
import type { Roots } from './roots.ts';
import { canonicalUri, resolveUri } from './uri.ts';

/** A chosen checklist with what its caches are keyed by. */
interface Chosen {
  readonly checklist: ChosenChecklist;
  readonly key: string;
}

/** The checklists that settings and caller name; a team's own file is read through the store and is watched like any other. */
export async function chosenChecklists(
  layers: readonly SettingsLayer[],
  names: readonly string[],
  store: FileStore,
  roots: Roots,
  knownRules: ReadonlySet<string>,
): Promise<readonly Chosen[]> {
  const wanted = new Map<string, string>();
  for (const layer of layers)
    for (const name of Object.keys(layer.values.checklists ?? {})) wanted.set(name, layer.folder);
  for (const name of names) if (!wanted.has(name)) wanted.set(name, roots.uris[0] ?? layers[0]?.folder ?? '');
  const found = await Promise.all([...wanted].map(([name, folder]) => choose(name, folder, store, roots, knownRules)));
  return found.filter((one) => one !== undefined);
}

async function choose(
  name: string,
  folder: string,
  store: FileStore,
  roots: Roots,
  knownRules: ReadonlySet<string>,
): Promise<Chosen | undefined> {
  const builtIn = CHECKLISTS.get(name);
  if (builtIn !== undefined) return { checklist: facts(name, builtIn), key: name };
  if (!name.endsWith('.json') || folder === '') return undefined;
  const uri = canonicalUri(resolveUri(folder, name));
  if (!roots.isInside(uri)) return undefined;
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
