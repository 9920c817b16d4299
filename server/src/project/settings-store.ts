import {
  mergeSettings,
  type Override,
  type Settings,
  type SettingsFile,
  type SettingsLayer,
  type SettingsProblem,
  withChecklists,
  withOverride,
} from '../engine/settings.ts';
import { type KnownNames, type NamedFile, parseSettings } from '../engine/settings-file.ts';
import type { Profile } from '../finding/profile.ts';
import type { Format } from '../formats/format.ts';
import { chosenStage, judgePath, type StageJudgement } from '../formats/stage.ts';
import { append } from '../text/append.ts';
import { chosenChecklists, ownChecklists } from './chosen-checklists.ts';
import type { FileStore } from './file-store.ts';
import { matchesAny, matchesGlob } from './ignore-rules.ts';
import type { Roots } from './roots.ts';
import { canonicalUri, parentUri, relativePath, resolveUri, uriPath } from './uri.ts';

export const SETTINGS_NAME = 'preflight.json';

export interface SettingsStoreOptions {
  readonly known: KnownNames;
  /** Profile where no settings file names one. */
  readonly profile?: Profile | undefined;
  /** Ignore settings files (`--no-config`), or use only this one (`--config`). */
  readonly settingsFrom?: 'files' | 'none' | { readonly uri: string } | undefined;
  /** What the caller sets below every settings file (editor settings). */
  readonly extraLayer?: (() => SettingsLayer | undefined) | undefined;
  /** What the caller sets above every settings file (`--profile`). */
  readonly topLayer?: SettingsLayer | undefined;
  /** Checklists the caller chose (`--checklist`), beside those of the settings. */
  readonly chosen?: readonly string[] | undefined;
  readonly chosenFrom?: string | undefined;
  readonly settingsRoots?: readonly string[] | undefined;
}

interface ReadLayer {
  readonly version: number;
  readonly layer: SettingsLayer;
  readonly problems: readonly SettingsProblem[];
  readonly files: readonly NamedFile[];
}

const MAX_EXTENDS = 8;
/** Different settings kept at once. */
const MOST_EQUAL = 256;

/** Settings files of a project: read up the folders, merged, kept while nothing changes. Equal settings are the same object. */
export class SettingsStore {
  readonly #store: FileStore;
  readonly #roots: Roots;
  readonly #options: SettingsStoreOptions;
  readonly #chosen: readonly string[];
  readonly #merged = new Map<string, { readonly key: string; readonly settings: Settings }>();
  /** Settings by what they are made of: folders in which nothing differs share one object, and with it one set of rules. */
  readonly #equal = new Map<string, Settings>();
  readonly #layers = new Map<string, ReadLayer>();
  readonly #overridden = new WeakMap<Settings, Map<Override, Settings>>();

  constructor(store: FileStore, roots: Roots, options: SettingsStoreOptions) {
    this.#store = store;
    this.#roots = roots;
    this.#options = options;
    this.#chosen = options.chosen ?? [];
  }

  /** The settings in force for a file. Reads settings files that are not known yet. */
  async settingsFor(uri: string): Promise<Settings> {
    const folder = parentUri(uri);
    const layers = await this.#layersFor(folder);
    const chosen = await chosenChecklists(layers, {
      ...this.#byDoor(layers),
      store: this.#store,
      mayRead: (uri, from) => this.#mayRead(uri, from),
      knownRules: this.#options.known.rules,
    });
    const key = [...layers.map((layer) => this.#layerKey(layer)), ...chosen.map(({ key: one }) => one)].join(' ');
    const known = this.#merged.get(folder);
    if (known?.key === key) return this.#withOverrides(known.settings, uri);
    const settings =
      this.#equal.get(key) ??
      withChecklists(
        mergeSettings(layers, this.#options.profile),
        chosen.map(({ checklist }) => checklist),
      );
    if (this.#equal.size >= MOST_EQUAL) this.#equal.clear();
    this.#equal.set(key, settings);
    this.#merged.set(folder, { key, settings });
    return this.#withOverrides(settings, uri);
  }

  /** What the door chose, and the folder that is relative to. */
  #byDoor(layers: readonly SettingsLayer[]): { readonly names: readonly string[]; readonly folder: string } {
    const folder = this.#options.chosenFrom ?? this.#roots.uris[0] ?? layers[0]?.folder ?? '';
    return { names: this.#chosen, folder };
  }

  /** Whether settings in force for a file, or the door, name it as a team's own checklist. Names alone claim no file of others. */
  async isOwnChecklist(uri: string): Promise<boolean> {
    const layers = await this.#layersFor(parentUri(uri));
    return ownChecklists(layers, this.#byDoor(layers)).has(uri);
  }

  /** The files that settings were read from, with the checklists they name. */
  filesOf({ layers }: Settings): readonly string[] {
    const own = layers.flatMap(({ uri }) => (uri === undefined ? [] : [uri]));
    return [...own, ...ownChecklists(layers, this.#byDoor(layers))];
  }

  /** Mistakes in a settings file, on their keys. */
  async problemsOf(uri: string): Promise<readonly SettingsProblem[]> {
    if (!this.#store.isOpen(uri)) await this.#store.read(uri);
    const read = this.#layer(uri);
    if (read === undefined) return [];
    const named = await Promise.all(read.files.map((file) => this.#problemOf(file, read.layer.folder, uri)));
    return [...read.problems, ...named.filter((problem) => problem !== undefined)];
  }

  /** Why a file that settings name gives nothing. What it holds is its own check's. */
  async #problemOf({ kind, name, span }: NamedFile, folder: string, by: string): Promise<SettingsProblem | undefined> {
    const uri = canonicalUri(resolveUri(folder, name));
    const what = kind === 'extends' ? 'settings file' : 'checklist';
    if (uri === by) return { span, message: `This ${what} names itself` };
    if (!this.#mayRead(uri, folder)) return { span, message: `The ${what} lies outside the workspace and is not read` };
    if (this.#store.get(uri) === undefined) await this.#store.read(uri);
    return this.#store.get(uri)?.state === 'missing' ? { span, message: `No such ${what}` } : undefined;
  }

  /** What a settings file of this folder says of the file's stage, else what its path says. Uses what is known, reads nothing. */
  judgementOf(uri: string): StageJudgement {
    for (const layer of [...(this.#merged.get(parentUri(uri))?.settings.layers ?? [])].reverse()) {
      const stage = lookUp(layer.values.stages, layer, uri);
      if (stage !== undefined) return chosenStage(stage, 'the settings');
    }
    return judgePath(this.#roots.stagePathOf(uri));
  }

  #layerKey(layer: SettingsLayer): string {
    const values = layer.uri === undefined ? JSON.stringify(layer.values) : this.#store.versionOf(layer.uri);
    return `${layer.folder} ${layer.uri ?? ''}@${values}`;
  }

  /** One object for each set of overrides that match, so that caches keyed by settings hold. */
  #withOverrides(settings: Settings, uri: string): Settings {
    let result = settings;
    for (const layer of settings.layers) {
      const path = relativePath(layer.folder, uri);
      for (const override of layer.values.overrides ?? []) {
        if (path === undefined || !matchesAny(override.files, path)) continue;
        const steps = this.#overridden.get(result) ?? new Map<Override, Settings>();
        const next = steps.get(override) ?? withOverride(result, override);
        this.#overridden.set(result, steps.set(override, next));
        result = next;
      }
    }
    return result;
  }

  async #layersFor(folder: string): Promise<readonly SettingsLayer[]> {
    const { settingsFrom = 'files', topLayer } = this.#options;
    const extraLayer = this.#options.extraLayer?.();
    const uris =
      settingsFrom === 'none' ? [] : settingsFrom === 'files' ? this.#urisUp(folder) : [canonicalUri(settingsFrom.uri)];
    await Promise.all(uris.filter((uri) => this.#store.get(uri) === undefined).map((uri) => this.#store.read(uri)));
    const layers: SettingsLayer[] = [];
    for (const uri of uris) {
      const layer = this.#layer(uri)?.layer;
      if (layer === undefined) continue;
      if (layer.values.root === true) layers.length = 0;
      append(layers, [...(await this.#extended(layer, 0)), layer]);
    }
    return [
      ...(extraLayer === undefined ? [] : [extraLayer]),
      ...layers,
      ...(topLayer === undefined ? [] : [topLayer]),
    ];
  }

  /** Settings somebody named by hand may take in what lies around them; those of the tree never leave it. */
  #mayRead(uri: string, from: string): boolean {
    if (this.#roots.isInside(uri)) return true;
    return (this.#options.settingsRoots ?? []).some(
      (root) => relativePath(root, from) !== undefined && relativePath(root, uri) !== undefined,
    );
  }

  async #extended(layer: SettingsLayer, depth: number): Promise<readonly SettingsLayer[]> {
    const path = layer.values.extends;
    if (path === undefined || !path.endsWith('.json') || depth > MAX_EXTENDS) return [];
    const uri = canonicalUri(resolveUri(layer.folder, path));
    if (!this.#mayRead(uri, layer.folder)) return [];
    await this.#store.read(uri);
    const base = this.#layer(uri)?.layer;
    return base === undefined ? [] : [...(await this.#extended(base, depth + 1)), { ...base, folder: layer.folder }];
  }

  /** `preflight.json` of every folder from the workspace folder down to `folder`, outermost first. */
  #urisUp(folder: string): readonly string[] {
    const root = this.#roots.rootOf(`${folder}/x`);
    const uris: string[] = [];
    for (let at = folder; ; at = parentUri(at)) {
      uris.unshift(canonicalUri(resolveUri(at, `./${SETTINGS_NAME}`)));
      if (at === root || relativePath(root, at) === undefined || parentUri(at) === at) return uris;
    }
  }

  /** The last good settings stay in force while the JSON is broken. Of a file that cannot be read only that is known. */
  #layer(uri: string): ReadLayer | undefined {
    const file = this.#store.get(uri);
    if (file === undefined || file.state === 'missing') return undefined;
    const version = this.#store.versionOf(uri);
    const known = this.#layers.get(uri);
    if (known?.version === version) return known;
    const folder = parentUri(uri);
    if (file.state !== 'read') return this.#keep(uri, { version, ...unreadable(uri, folder, file.reason) });
    const { values, problems, broken, files } = parseSettings(file.text, this.#options.known);
    const kept = broken && known !== undefined ? known.layer.values : withAbsolutePaths(values, folder);
    return this.#keep(uri, { version, layer: { uri, folder, values: kept }, problems, files });
  }

  #keep(uri: string, layer: ReadLayer): ReadLayer {
    this.#layers.set(uri, layer);
    return layer;
  }
}

/** Settings that say nothing, and why. */
function unreadable(uri: string, folder: string, reason: string): Omit<ReadLayer, 'version'> {
  const message = `Not checked: ${reason}`;
  return {
    layer: { uri, folder, values: {} },
    problems: [{ span: { start: 0, end: 0 }, message, unchecked: true }],
    files: [],
  };
}

/** Paths of nginx settings are relative to the file they stand in. */
function withAbsolutePaths(values: SettingsFile, folder: string): SettingsFile {
  if (values.nginx === undefined) return values;
  const absolute = (path: string) => uriPath(resolveUri(folder, path));
  const { prefix, pathMap, ...rest } = values.nginx;
  return {
    ...values,
    nginx: {
      ...rest,
      ...(prefix !== undefined && { prefix: absolute(prefix) }),
      ...(pathMap !== undefined && {
        pathMap: Object.fromEntries(Object.entries(pathMap).map(([from, to]) => [from, absolute(to)])),
      }),
    },
  };
}

/** The value of the first glob of a table that matches. */
function lookUp<T>(table: Readonly<Record<string, T>> | undefined, layer: SettingsLayer, uri: string): T | undefined {
  const entries = Object.entries(table ?? {});
  const path = entries.length === 0 ? undefined : relativePath(layer.folder, uri);
  if (path === undefined) return undefined;
  return entries.find(([glob]) => matchesGlob(glob, path))?.[1];
}

/** The format the settings name for a file; `none` means it is not to be read. */
export function formatSetting(settings: Settings, uri: string): Format | 'none' | undefined {
  for (const layer of [...settings.layers].reverse()) {
    const format = lookUp(layer.values.formats, layer, uri);
    if (format !== undefined) return format;
  }
  return undefined;
}

/** Whether a settings file says that this file is not to be checked. */
export function isIgnored(settings: Settings, uri: string): boolean {
  return settings.layers.some((layer) => {
    const path = relativePath(layer.folder, uri);
    return path !== undefined && layer.values.ignore !== undefined && matchesAny(layer.values.ignore, path);
  });
}
