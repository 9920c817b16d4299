import type { FileReport } from '../engine/file-report.ts';
import type { Format } from '../formats/format.ts';
import type { TrialHost } from './trial-host.ts';
import { baseName, canonicalUri, parentUri, resolveUri } from './uri.ts';
import type { UsedFiles } from './uses.ts';
import { type Checks, withFixes } from './with-fixes.ts';

/** What a trial needs of a project of its own. */
interface Tried extends Checks {
  readonly used: UsedFiles;
  checkSettings(uri: string): Promise<FileReport>;
  isSettings(uri: string): Promise<boolean>;
  changed(uri: string): void;
  release(uri: string): void;
}

/** A project under changes that are tried in memory: its texts are those of the project it comes from, until they are set here. */
export class Trial {
  readonly #project: Tried;
  readonly #host: TrialHost;
  readonly #texts = new Map<string, string>();
  /** What files were read as where it began. */
  readonly #formats = new Map<string, Format>();

  readonly #base: Checks | undefined;

  /** `base`: where it began, if files are checked in the same way there. */
  constructor(project: Tried, host: TrialHost, base?: Checks) {
    this.#project = project;
    this.#host = host;
    this.#base = base;
  }

  /** Where files are checked as they are now. */
  get #checks(): Checks {
    return this.#texts.size === 0 ? (this.#base ?? this.#project) : this.#project;
  }

  /** The text of a file as it is now, `undefined` when there is none that can be read. */
  async textOf(uri: string): Promise<string | undefined> {
    const { store } = this.#project;
    await store.read(uri);
    const file = store.get(uri);
    return file?.state === 'read' ? file.text : undefined;
  }

  /** Sets texts, `undefined` for what the project has. */
  set(texts: ReadonlyMap<string, string | undefined>): void {
    for (const [uri, text] of texts) {
      if (text === undefined) this.#texts.delete(uri);
      else this.#texts.set(uri, text);
      this.#host.set(uri, text);
    }
    const ignores = [...texts.keys()].some((uri) => baseName(uri) === '.gitignore');
    // Whether git takes a file in may have changed for any.
    if (ignores) this.#project.store.forgetAll();
    for (const uri of texts.keys()) this.#project.changed(uri);
  }

  /** The text that was set for a file. */
  setText(uri: string): string | undefined {
    return this.#texts.get(uri);
  }

  /** The files beside one, by name; none when the folder cannot be listed. */
  async beside(uri: string): Promise<readonly string[]> {
    const folder = parentUri(uri);
    await this.#project.store.list(folder);
    const entries = this.#project.store.folder(folder) ?? [];
    return entries
      .filter(({ kind }) => kind === 'file')
      .map(({ name }) => canonicalUri(resolveUri(folder, `./${name}`)));
  }

  /** The checked files that name one. */
  usersOf(uri: string): readonly string[] {
    return this.#project.used.usersOf(uri).map(({ user }) => user);
  }

  /** Has a file read as what its own report says: an editor may know it by more than its name. */
  readAs(uri: string, format: Format | undefined): void {
    if (format !== undefined) this.#formats.set(uri, format);
  }

  async check(uri: string): Promise<FileReport> {
    if (await this.#project.isSettings(uri)) return this.#project.checkSettings(uri);
    const checks = this.#checks;
    const report = await checks.check(uri);
    const format = this.#formats.get(uri);
    if (report.format !== undefined || report.ignored || format === undefined) return report;
    return checks.check(uri, { format });
  }

  /** A report whose fixes know the files they change. */
  withFixes(report: FileReport): Promise<FileReport> {
    return withFixes(this.#checks, report);
  }

  /** Keeps memory flat while many files are tried one after the other. */
  release(uri: string): void {
    this.#project.release(uri);
  }
}
