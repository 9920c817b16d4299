import { kindOfError } from '../engine/failure.ts';
import type { NamedUse } from '../engine/file-report.ts';
import type { RawFinding } from '../engine/lint.ts';
import type { Settings } from '../engine/settings.ts';
import { cutFinding, uncheckedFinding } from '../engine/unchecked.ts';
import { type Detection, detect } from '../formats/detect.ts';
import type { Format } from '../formats/format.ts';
import type { Model } from '../subjects/subject.ts';
import { candidateRoots, isAvailableSite, isSubordinate } from './candidate-roots.ts';
import type { FileStore } from './file-store.ts';
import type { BuiltModel, ModelStore } from './model-store.ts';
import type { Roots } from './roots.ts';
import { formatSetting, type SettingsStore } from './settings-store.ts';
import { siteRoots } from './site-roots.ts';
import { baseName, canonicalUri } from './uri.ts';
import { type UsedFiles, usesOf } from './uses.ts';

/** How a file is read: as what, and the models it is judged in. */
export interface Reading {
  readonly detection: Detection;
  readonly own: BuiltModel;
  /** The models its findings come from: its own, those of files that take it in, or both. */
  readonly judging: readonly BuiltModel[];
  /** Compose: its own models in the other sets it is loaded in. */
  readonly others: readonly BuiltModel[];
  /** The models that say what it is, where its own name and text do not. */
  readonly users: readonly BuiltModel[];
  /** What to say of files that may take it in and on which we failed, and of what belongs to it and was not looked at. */
  readonly failed: readonly RawFinding[];
  readonly uses: readonly (readonly NamedUse[])[];
  /** The files that were asked whether they take it in. */
  readonly considered: readonly string[];
}

interface Parts {
  readonly store: FileStore;
  readonly roots: Roots;
  readonly settings: SettingsStore;
  readonly models: ModelStore;
  readonly used: UsedFiles;
  readonly formatOverride: Format | undefined;
}

/** At most this many of the files that name one are asked what it is. */
const MOST_USERS = 12;

/** Models of the files that take one in, what was told of those that fail, and all that were asked. */
interface TakenIn {
  readonly roots: readonly BuiltModel[];
  readonly failed: readonly RawFinding[];
  readonly considered: readonly string[];
}

/** Decides what files are and where they are judged. */
export class Readings {
  readonly #parts: Parts;
  readonly #inside = new WeakMap<Model, readonly NamedUse[]>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `undefined`: none of our formats. `format`: overrides detection. */
  async read(
    uri: string,
    text: string,
    settings: Settings,
    { format, byUse }: { readonly format?: Format | undefined; readonly byUse: boolean },
  ): Promise<Reading | undefined> {
    const { models } = this.#parts;
    const detection = format === undefined ? this.#detect(uri, text, settings) : ({ format, reason: 'name' } as const);
    const used = detection === undefined && byUse ? await this.#detectByUse(uri, settings) : undefined;
    const known = detection === undefined ? used : { detection, users: [] };
    if (known === undefined) return undefined;
    const { users } = known;
    const own = await models.build(uri, known.detection.format, settings);
    const { roots: found, failed: failures, considered } = await this.#rootsOf(uri, known.detection.format, settings);
    const further = users.filter((user) => user.model.format === own.model.format && !found.includes(user));
    const roots = [...found, ...further];
    const judging = roots.length > 0 && isSubordinate(uri, known.detection.format, own.model) ? roots : [own, ...roots];
    const sets = own.model.format === 'compose' ? own.model.sets.length : 0;
    const others: BuiltModel[] = [];
    for (let set = 1; set < sets && judging.includes(own); set++)
      others.push(await models.build(uri, known.detection.format, settings, { set }));
    const uses = [...judging, ...others].map(({ model }) => this.#usesOf(model)).filter(({ length }) => length > 0);
    const failed = own.cut === undefined ? failures : [...failures, cutFinding(uri, own.cut)];
    return { ...known, own, judging, others, failed, uses, considered };
  }

  /** What a model names inside the workspace. */
  #usesOf(model: Model): readonly NamedUse[] {
    const made = this.#inside.get(model) ?? usesOf(model).filter(({ uri }) => this.#parts.roots.isInside(uri));
    this.#inside.set(model, made);
    return made;
  }

  /**
   * What a file is read as because a checked file names it. Whether it still does, its model is asked now. `undefined` when no file does,
   * or the settings say that this one is not to be read.
   */
  async #detectByUse(uri: string, settings: Settings): Promise<Pick<Reading, 'detection' | 'users'> | undefined> {
    if (formatSetting(settings, uri) === 'none') return undefined;
    const users: BuiltModel[] = [];
    let format: Format | undefined;
    for (const { user, userFormat } of this.#parts.used.usersOf(uri).slice(0, MOST_USERS)) {
      const built = await this.#parts.models.build(user, userFormat, await this.#parts.settings.settingsFor(user));
      const use = usesOf(built.model).find((one) => one.uri === uri);
      if (use === undefined || (format !== undefined && use.format !== format)) continue;
      format = use.format;
      users.push(built);
    }
    return format === undefined ? undefined : { detection: { format, reason: 'use' }, users };
  }

  /**
   * Models of other files that take this one in (nginx `include`, compose `extends`, `include`, override). One that makes us fail is told
   * where it may have counted: nobody knows what this file is in it. A fragment of nginx that no `nginx.conf` takes in is asked of the sites.
   */
  async #rootsOf(uri: string, format: Format, settings: Settings): Promise<TakenIn> {
    const { roots, store } = this.#parts;
    const root = roots.rootOf(uri);
    const first = await this.#rootsAmong(await candidateRoots(uri, format, root, store), uri, format, settings);
    if (format !== 'nginx' || first.roots.length > 0) return first;
    const asked = await siteRoots(uri, root, store, (site) => roots.isInside(site));
    const sites = await this.#rootsAmong(asked.roots, uri, format, settings);
    return {
      roots: sites.roots,
      failed: [...first.failed, ...sites.failed],
      considered: [...new Set([...first.considered, ...sites.considered, ...asked.read])],
    };
  }

  async #rootsAmong(candidates: readonly string[], uri: string, format: Format, settings: Settings): Promise<TakenIn> {
    const roots: BuiltModel[] = [];
    const considered: string[] = [];
    const failed: RawFinding[] = [];
    for (const candidate of candidates) {
      if (!this.#parts.roots.isInside(candidate)) continue;
      considered.push(candidate);
      if (this.#parts.store.get(candidate) === undefined) await this.#parts.store.read(candidate);
      const file = this.#parts.store.get(candidate);
      if (file?.state !== 'read' || this.#detect(candidate, file.text, settings)?.format !== format) continue;
      const site = format === 'nginx' && isAvailableSite(uri) ? uri : undefined;
      try {
        const built = await this.#parts.models.build(
          candidate,
          format,
          await this.#parts.settings.settingsFor(candidate),
          { site },
        );
        if (built.used.has(uri)) roots.push(built);
      } catch (error) {
        const reason = `inside ${baseName(candidate).slice(0, 40)}, on which Config Preflight failed (${kindOfError(error)})`;
        failed.push(uncheckedFinding(uri, reason, false));
      }
    }
    return { roots, failed, considered };
  }

  /** The format of a file by settings, then name, then content. */
  #detect(uri: string, text: string, settings: Settings): Detection | undefined {
    if (this.#parts.formatOverride !== undefined) return { format: this.#parts.formatOverride, reason: 'name' };
    const set = formatSetting(settings, uri);
    if (set === 'none') return undefined;
    return set === undefined
      ? detect(this.#parts.roots.pathOf(canonicalUri(uri)), text)
      : { format: set, reason: 'name' };
  }
}
