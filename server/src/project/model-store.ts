import type { Settings } from '../engine/settings.ts';
import type { Format, Stage } from '../formats/format.ts';
import type { Model } from '../subjects/subject.ts';
import { buildModel } from './build-model.ts';
import type { FileStore } from './file-store.ts';
import { LinkedFiles, type Wishes } from './linked-files.ts';
import type { Roots } from './roots.ts';

/** One file may have several models. */
export interface Variant {
  /** An nginx root file with one of its available sites enabled. */
  readonly site?: string | undefined;
  /** A compose file in another of its sets than the first. */
  readonly set?: number | undefined;
}

/** A model with what it was built from. */
export interface BuiltModel {
  readonly model: Model;
  readonly variant: Variant;
  /** Every file looked at, with the version it had. */
  readonly used: ReadonlyMap<string, number>;
  /** Every folder whose names were looked at. */
  readonly listed: ReadonlySet<string>;
  readonly settings: Settings;
  /** Characters of all texts it was built from. */
  readonly size: number;
  /** Why it does not hold all that belongs to it, a clause. */
  readonly cut: string | undefined;
}

/**
 * Above what the longest chain takes that a format follows (each bounds its own: how much a host gives at once must not matter), with a
 * folder or two to list a file.
 */
const MAX_ROUNDS = 100;

/** Models of a project's files, built again only when a file they looked at has changed. */
export class ModelStore {
  readonly #store: FileStore;
  readonly #roots: Roots;
  readonly #stageOf: (uri: string) => Stage;
  readonly #models = new Map<string, BuiltModel>();
  readonly #underWay = new Map<string, Promise<BuiltModel>>();

  constructor(store: FileStore, roots: Roots, stageOf: (uri: string) => Stage) {
    this.#store = store;
    this.#roots = roots;
    this.#stageOf = stageOf;
  }

  forget(uri: string): void {
    this.#models.delete(uri);
    for (const [key, { model, variant }] of this.#models)
      if (key !== model.uri && (variant.site === uri || model.uri === uri)) this.#models.delete(key);
  }

  /** A name may have come or gone: models that looked through the folder are built again. */
  forgetUsersOf(folder: string): void {
    for (const [key, built] of this.#models) if (built.listed.has(folder)) this.#models.delete(key);
  }

  forgetAllBut(kept: ReadonlySet<BuiltModel>): void {
    for (const [key, built] of this.#models) if (!kept.has(built)) this.#models.delete(key);
  }

  /**
   * The model of a file, built until nothing it asks for is missing. The only place that reads on a model's behalf.
   */
  async build(uri: string, format: Format, settings: Settings, variant: Variant = {}): Promise<BuiltModel> {
    const { site, set = 0 } = variant;
    const key = site !== undefined ? `${uri} ${site}` : set > 0 ? `${uri} ${set}` : uri;
    const isWanted = (one: BuiltModel | undefined) =>
      one !== undefined && one.settings === settings && one.model.format === format && this.#isFresh(one);
    const known = this.#models.get(key);
    if (known !== undefined && isWanted(known)) return known;
    // Files that are checked side by side may share a root.
    const coming = this.#underWay.get(key);
    const other = coming === undefined ? undefined : await coming.catch(() => undefined);
    if (other !== undefined && isWanted(other)) return other;
    const made = this.#make(uri, format, settings, variant, key);
    this.#underWay.set(key, made);
    return made.finally(() => {
      if (this.#underWay.get(key) === made) this.#underWay.delete(key);
    });
  }

  async #make(uri: string, format: Format, settings: Settings, variant: Variant, key: string): Promise<BuiltModel> {
    const { site, set = 0 } = variant;
    for (let round = 0; ; round++) {
      const files = new LinkedFiles(uri, this.#store, this.#roots.wordsFor(uri), (other) =>
        this.#roots.isInside(other),
      );
      const file = files.get(uri);
      const text = file.state === 'read' ? file.text : '';
      const model = buildModel(format, text, files, {
        stage: this.#stageOf(uri),
        settings,
        site,
        set,
        root: this.#roots.rootOf(uri),
      });
      files.seal();
      const { wishes } = files;
      const isWhole = wishes.files.size === 0 && wishes.folders.size === 0;
      if (isWhole || round === MAX_ROUNDS) {
        const cut = isWhole ? cutOf(model) : chainCut(model, wishes);
        const built = {
          model,
          variant,
          used: files.used,
          listed: files.listed,
          settings,
          size: this.#sizeOf(files.used),
          cut,
        };
        this.#models.set(key, built);
        return built;
      }
      const reads = [...wishes.files].map((wish) => this.#store.read(wish));
      const lists = [...wishes.folders].map((wish) => this.#store.list(wish));
      await Promise.all([...reads, ...lists]);
    }
  }

  #sizeOf(used: ReadonlyMap<string, number>): number {
    let size = 0;
    for (const uri of used.keys()) {
      const file = this.#store.get(uri);
      if (file?.state === 'read') size += file.text.length;
    }
    return size;
  }

  #isFresh(built: BuiltModel): boolean {
    for (const [uri, version] of built.used) if (this.#store.versionOf(uri) !== version) return false;
    return built.model.stage === this.#stageOf(built.model.uri);
  }
}

/** What a file takes in belongs to it. What is looked for around it, as a file that mounts a TOML file, does not. */
function chainCut({ format }: Model, { files }: Wishes): string | undefined {
  if (files.size === 0 || (format !== 'nginx' && format !== 'compose')) return undefined;
  return 'files name each other too deep from here';
}

function cutOf(model: Model): string | undefined {
  return model.format === 'nginx' && model.isCut
    ? 'includes lie too deep in each other, or bring the same statements together too often'
    : undefined;
}
