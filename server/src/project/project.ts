import { BUILT_IN_RULES } from '../engine/built-in-rules.ts';
import type { Finding } from '../engine/finding.ts';
import { engineFinding, type RawFinding, runRules } from '../engine/lint.ts';
import { finish } from '../engine/pipeline.ts';
import { type RuleSelection, RuleSet, selectRules } from '../engine/rule-set.ts';
import {
  mergeSettings,
  type Override,
  type Settings,
  type SettingsLayer,
  type SettingsProblem,
  withOverride,
} from '../engine/settings.ts';
import { type KnownNames, parseSettings } from '../engine/settings-file.ts';
import { type Detection, detect } from '../formats/detect.ts';
import type { Format, Stage } from '../formats/format.ts';
import { stageOf } from '../formats/stage.ts';
import type { Profile, Rule } from '../rules/contract.ts';
import type { Model } from '../subjects/subject.ts';
import { buildModel } from './build-model.ts';
import { candidateRoots, isSubordinate } from './candidate-roots.ts';
import { FileStore } from './file-store.ts';
import type { Host } from './host.ts';
import { matchesAny } from './ignore-rules.ts';
import { LinkedFiles } from './linked-files.ts';
import { canonicalUri, parentUri, relativePath, resolveUri, uriPath } from './uri.ts';

export const SETTINGS_NAME = 'preflight.json';

/** How a project is set up; given once by a door. */
export interface ProjectOptions {
  readonly host: Host;
  /** Workspace folders as URIs; nothing outside them is read. Empty: single files. */
  readonly roots: readonly string[];
  readonly rules: readonly Rule[];
  readonly checklists: ReadonlySet<string>;
  /** Profile where no settings file names one. */
  readonly profile?: Profile;
  readonly selection?: RuleSelection;
  /** Ignore settings files (`--no-config`), or use only this one (`--config`). */
  readonly settingsFrom?: 'files' | 'none' | { readonly uri: string };
  /** What the door sets on top of every settings file (editor settings). */
  readonly extraLayer?: SettingsLayer;
  readonly formatOverride?: Format;
  readonly stageOverride?: Stage;
  /** `YYYY-MM-DD`, for suppressions that expire. */
  readonly today: () => string;
  /** Rules a checklist needs, switched on when the settings choose it. */
  readonly rulesOfChecklist?: (name: string) => ReadonlySet<string>;
}

/** Everything known about one checked file. */
export interface FileReport {
  readonly uri: string;
  /** `undefined`: not one of our formats, nothing was checked. */
  readonly format: Format | undefined;
  readonly detection: Detection | undefined;
  readonly stage: Stage;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly settings: Settings;
  readonly ignored: boolean;
  /** False after a syntax error. */
  readonly complete: boolean;
  /** The rules that ran. */
  readonly rules: RuleSet;
  readonly model: Model | undefined;
  /** Files this report depends on, with the version each had: changes when the report may change. */
  readonly dependencies: ReadonlyMap<string, number>;
}

interface BuiltModel {
  readonly model: Model;
  readonly used: ReadonlyMap<string, number>;
  readonly settings: Settings;
}

const MAX_ROUNDS = 16;

/**
 * The files of one workspace and what is wrong with them. All I/O goes through the host and happens in {@link Project.check} before
 * anything is linted; a second check of an unchanged file reads nothing.
 */
export class Project {
  readonly store: FileStore;
  readonly #options: ProjectOptions;
  readonly #known: KnownNames;
  readonly #models = new Map<string, BuiltModel>();
  readonly #lints = new Map<
    string,
    { readonly built: BuiltModel; readonly settings: Settings; readonly raw: readonly RawFinding[] }
  >();
  readonly #settings = new Map<string, { readonly key: string; readonly settings: Settings }>();
  readonly #layers = new Map<
    string,
    { readonly version: number; readonly layer: SettingsLayer; readonly problems: readonly SettingsProblem[] }
  >();
  readonly #ruleSets = new WeakMap<Settings, RuleSet>();
  readonly #overridden = new WeakMap<Settings, Map<Override, Settings>>();
  readonly #knownRules: ReadonlySet<string>;

  constructor(options: ProjectOptions) {
    this.#options = { ...options, roots: options.roots.map(canonicalUri) };
    this.store = new FileStore(options.host, (uri) => this.stageOf(uri));
    this.#knownRules = new Set([...options.rules, ...BUILT_IN_RULES].map((rule) => rule.id));
    const thresholds = options.rules.flatMap((rule) =>
      Object.keys(rule.thresholds ?? {}).map((name) => `${rule.id}.${name}`),
    );
    this.#known = { rules: this.#knownRules, checklists: options.checklists, thresholds: new Set(thresholds) };
  }

  get roots(): readonly string[] {
    return this.#options.roots;
  }

  /** The workspace folder a file belongs to: the innermost that holds it, else the file's own folder. */
  rootOf(uri: string): string {
    let best: string | undefined;
    for (const root of this.#options.roots) {
      if (relativePath(root, uri) !== undefined && (best === undefined || root.length > best.length)) best = root;
    }
    return best ?? parentUri(uri);
  }

  /** The path shown to people: relative to the workspace folder. */
  pathOf(uri: string): string {
    return relativePath(this.rootOf(uri), uri) ?? uriPath(uri);
  }

  stageOf(uri: string): Stage {
    if (this.#options.stageOverride !== undefined) return this.#options.stageOverride;
    for (const layer of [...(this.#settings.get(parentUri(uri))?.settings.layers ?? [])].reverse()) {
      const path = relativePath(layer.folder, uri);
      for (const [glob, stage] of Object.entries(layer.values.stages ?? {})) {
        if (path !== undefined && matchesAny([glob], path)) return stage;
      }
    }
    return stageOf(this.pathOf(uri));
  }

  /** Takes an editor's text for a file. */
  open(uri: string, text: string): void {
    this.store.setOpen(canonicalUri(uri), text);
  }

  close(uri: string): void {
    const key = canonicalUri(uri);
    this.store.setClosed(key);
    this.#models.delete(key);
    this.#lints.delete(key);
  }

  /** The disk changed: forget what was read. Open files keep the editor's text. */
  changed(uri: string): void {
    this.store.forget(canonicalUri(uri));
  }

  /** Drops models and lints of files that are not open; texts too. Keeps a scan's memory flat. */
  release(uri: string): void {
    const key = canonicalUri(uri);
    this.#models.delete(key);
    this.#lints.delete(key);
    if (!this.store.isOpen(key)) this.store.forget(key);
  }

  /** The settings in force for a file, read up its folders. Problems are findings of the settings file itself. */
  async settingsFor(uri: string): Promise<Settings> {
    const folder = parentUri(canonicalUri(uri));
    const layers = await this.#layersFor(folder);
    const key = layers
      .map((layer) => `${layer.uri}@${layer.uri === undefined ? 0 : this.store.versionOf(layer.uri)}`)
      .join(' ');
    const known = this.#settings.get(folder);
    let settings = known?.key === key ? known.settings : undefined;
    if (settings === undefined) {
      settings = mergeSettings(layers, this.#options.profile);
      this.#settings.set(folder, { key, settings });
    }
    return this.#withOverrides(settings, canonicalUri(uri));
  }

  /** One object for each set of overrides that match, so that equal settings are the same object and caches hold. */
  #withOverrides(settings: Settings, uri: string): Settings {
    const matching = settings.layers.flatMap((layer) => {
      const path = relativePath(layer.folder, uri);
      return path === undefined
        ? []
        : (layer.values.overrides ?? []).filter((override) => matchesAny(override.files, path));
    });
    let result = settings;
    for (const override of matching) {
      const known = this.#overridden.get(result)?.get(override);
      const next = known ?? withOverride(result, override);
      if (known === undefined)
        this.#overridden.set(result, (this.#overridden.get(result) ?? new Map()).set(override, next));
      result = next;
    }
    return result;
  }

  /** Mistakes in a settings file, on their keys. */
  async settingsProblems(uri: string): Promise<readonly SettingsProblem[]> {
    const key = canonicalUri(uri);
    await this.store.read(key);
    return this.#layer(key)?.problems ?? [];
  }

  async #layersFor(folder: string): Promise<readonly SettingsLayer[]> {
    const { settingsFrom = 'files', extraLayer } = this.#options;
    const extra = extraLayer === undefined ? [] : [extraLayer];
    if (settingsFrom === 'none') return extra;
    const uris = settingsFrom === 'files' ? this.#settingsUris(folder) : [canonicalUri(settingsFrom.uri)];
    await Promise.all(uris.filter((uri) => this.store.get(uri) === undefined).map((uri) => this.store.read(uri)));
    const layers: SettingsLayer[] = [];
    for (const uri of uris) {
      const layer = this.#layer(uri)?.layer;
      if (layer === undefined) continue;
      if (layer.values.root === true) layers.length = 0;
      layers.push(...(await this.#extended(layer, 0)), layer);
    }
    return [...extra, ...layers];
  }

  async #extended(layer: SettingsLayer, depth: number): Promise<readonly SettingsLayer[]> {
    const path = layer.values.extends;
    if (path === undefined || !path.endsWith('.json') || depth > 8) return [];
    const uri = canonicalUri(resolveUri(layer.folder, path));
    if (!this.#isInside(uri)) return [];
    await this.store.read(uri);
    const base = this.#layer(uri)?.layer;
    return base === undefined ? [] : [...(await this.#extended(base, depth + 1)), { ...base, folder: layer.folder }];
  }

  /** `preflight.json` of every folder from the workspace folder down to `folder`, outermost first. */
  #settingsUris(folder: string): readonly string[] {
    const root = this.rootOf(`${folder}/x`);
    const uris: string[] = [];
    for (let at = folder; ; at = parentUri(at)) {
      uris.unshift(canonicalUri(resolveUri(at, `./${SETTINGS_NAME}`)));
      if (at === root || relativePath(root, at) === undefined || parentUri(at) === at) return uris;
    }
  }

  #layer(uri: string): { readonly layer: SettingsLayer; readonly problems: readonly SettingsProblem[] } | undefined {
    const file = this.store.get(uri);
    if (file?.state !== 'read') return undefined;
    const version = this.store.versionOf(uri);
    let known = this.#layers.get(uri);
    if (known?.version !== version) {
      const { values, problems } = parseSettings(file.text, this.#known);
      const broken = problems.some((problem) => problem.message.startsWith('Not valid JSON'));
      const kept = broken && known !== undefined ? known.layer.values : values;
      known = { version, layer: { uri, folder: parentUri(uri), values: kept }, problems };
      this.#layers.set(uri, known);
    }
    return known;
  }

  #ruleSet(settings: Settings): RuleSet {
    let set = this.#ruleSets.get(settings);
    if (set === undefined) {
      const extra = new Set(this.#options.selection?.extra);
      for (const name of settings.checklists.keys())
        for (const id of this.#options.rulesOfChecklist?.(name) ?? []) extra.add(id);
      set = selectRules(this.#options.rules, settings, { ...this.#options.selection, extra });
      this.#ruleSets.set(settings, set);
    }
    return set;
  }

  #isInside(uri: string): boolean {
    const { roots } = this.#options;
    return roots.length === 0 || roots.some((root) => relativePath(root, uri) !== undefined);
  }

  /** The format of a file by settings, then name, then content. */
  #detect(uri: string, text: string, settings: Settings): Detection | undefined {
    if (this.#options.formatOverride !== undefined) return { format: this.#options.formatOverride, reason: 'name' };
    for (const layer of [...settings.layers].reverse()) {
      const path = relativePath(layer.folder, uri);
      for (const [glob, format] of Object.entries(layer.values.formats ?? {})) {
        if (path !== undefined && matchesAny([glob], path))
          return format === 'none' ? undefined : { format, reason: 'name' };
      }
    }
    return detect(this.pathOf(uri), text);
  }

  isIgnored(uri: string, settings: Settings): boolean {
    return settings.layers.some((layer) => {
      const path = relativePath(layer.folder, uri);
      return path !== undefined && matchesAny(layer.values.ignore ?? [], path);
    });
  }

  /** Reads what is needed and checks one file. Never throws; an unreadable file is a finding. */
  async check(given: string, format?: Format): Promise<FileReport> {
    const uri = canonicalUri(given);
    if (!this.store.isOpen(uri)) await this.store.read(uri);
    const settings = await this.settingsFor(uri);
    const file = this.store.get(uri);
    const stage = this.stageOf(uri);
    const empty: FileReport = {
      uri,
      format: undefined,
      detection: undefined,
      stage,
      text: '',
      findings: [],
      suppressed: [],
      settings,
      ignored: false,
      complete: true,
      rules: new RuleSet([]),
      model: undefined,
      dependencies: new Map(),
    };
    if (file?.state !== 'read')
      return { ...empty, findings: file?.state === 'unreadable' ? unreadable(uri, file.reason) : [] };
    if (this.isIgnored(uri, settings)) return { ...empty, text: file.text, ignored: true };
    const detection =
      format === undefined ? this.#detect(uri, file.text, settings) : ({ format, reason: 'name' } as const);
    if (detection === undefined) return { ...empty, text: file.text };
    return this.#checkRead(uri, detection, settings, stage, file.text);
  }

  async #checkRead(
    uri: string,
    detection: Detection,
    settings: Settings,
    stage: Stage,
    text: string,
  ): Promise<FileReport> {
    const own = await this.#model(uri, detection.format, settings);
    const rules = this.#ruleSet(settings);
    const roots = await this.#rootsOf(uri, detection.format, settings);
    const judged = roots.length > 0 && isSubordinate(uri, detection.format, own.model) ? roots : [own, ...roots];
    const raw = judged.flatMap((built) => this.#lint(built, settings).filter((finding) => finding.uri === uri));
    const today = this.#options.today();
    const result = finish(raw, own.model.file, uri, { knownRules: this.#knownRules, ranRules: rules.ids, today });
    const dependencies = new Map(judged.flatMap((built) => [...built.used]));
    return {
      uri,
      format: detection.format,
      detection,
      stage,
      text,
      ...result,
      settings,
      ignored: false,
      complete: own.model.file.complete,
      rules,
      model: own.model,
      dependencies,
    };
  }

  #lint(built: BuiltModel, settings: Settings): readonly RawFinding[] {
    const key = built.model.uri;
    const known = this.#lints.get(key);
    if (known?.built === built && known.settings === settings) return known.raw;
    const file = this.store.get(key);
    const raw = runRules(built.model, {
      rules: this.#ruleSet(settings),
      settings,
      tracked: file?.state === 'read' ? file.tracked : undefined,
      workspaceWords: this.#words(key),
      stageOf: (uri) => this.stageOf(uri),
    });
    this.#lints.set(key, { built, settings, raw });
    return raw;
  }

  /** The model of a file, built until nothing it asks for is missing. */
  async #model(uri: string, format: Format, settings: Settings): Promise<BuiltModel> {
    const known = this.#models.get(uri);
    if (known !== undefined && known.settings === settings && this.#isFresh(known)) return known;
    for (let round = 0; ; round++) {
      const files = new LinkedFiles(uri, this.store, this.#words(uri), (other) => this.#isInside(other));
      const file = files.get(uri);
      const model = buildModel(format, file.state === 'read' ? file.text : '', files, {
        stage: this.stageOf(uri),
        settings,
      });
      const { wishes } = files;
      if ((wishes.files.size === 0 && wishes.folders.size === 0) || round === MAX_ROUNDS) {
        const built = { model, used: files.used, settings };
        this.#models.set(uri, built);
        return built;
      }
      await Promise.all([
        ...[...wishes.files].map((wish) => this.store.read(wish)),
        ...[...wishes.folders].map((wish) => this.store.list(wish)),
      ]);
    }
  }

  #isFresh(built: BuiltModel): boolean {
    for (const [uri, version] of built.used) if (this.store.versionOf(uri) !== version) return false;
    return true;
  }

  /** Models of other files that take this one in (nginx `include`, compose `extends`, `include`, override). */
  async #rootsOf(uri: string, format: Format, settings: Settings): Promise<readonly BuiltModel[]> {
    const roots: BuiltModel[] = [];
    for (const candidate of await candidateRoots(uri, format, this.rootOf(uri), this.store)) {
      if (this.store.get(candidate) === undefined) await this.store.read(candidate);
      const file = this.store.get(candidate);
      if (file?.state !== 'read' || this.#detect(candidate, file.text, settings)?.format !== format) continue;
      const built = await this.#model(candidate, format, await this.settingsFor(candidate));
      if (built.used.has(uri)) roots.push(built);
    }
    return roots;
  }

  #words(uri: string): readonly string[] {
    return uriPath(this.rootOf(uri))
      .split('/')
      .slice(-2)
      .filter((word) => word.length > 2);
  }
}

function unreadable(uri: string, reason: string): readonly Finding[] {
  const finding = engineFinding('preflight/unreadable', uri, { start: 0, end: 0 }, `Not checked: ${reason}`);
  const { path: _path, ...rest } = finding;
  return [{ ...rest, fingerprint: '0'.repeat(16) }];
}
