import type { Diagnostic } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { uncheckedReport } from '../project/empty-report.ts';
import { SETTINGS_NAME } from '../project/settings-store.ts';
import { baseName, canonicalUri } from '../project/uri.ts';
import { diagnosticsOf, resultIdOf } from './diagnostics.ts';
import type { Folders } from './folders.ts';
import type { FileResult } from './results.ts';

const NOTHING: readonly Diagnostic[] = [];
/** What changes during every one of so many checks in a row is reported as it was last seen. */
const ROUNDS = 4;
/** Other files that are checked for one, where its credentials are set. */
const MOST_HOMES = 4;
/** Reports of such files that are kept. */
const KEPT_HOMES = 16;

/** A report, or the check that will give one. */
interface Kept {
  /** How many changes there had been when the check began, see `Folders.changes`. */
  readonly changes: number;
  readonly epoch: number;
  readonly report: Promise<FileReport>;
  done: FileReport | undefined;
}

/** What is wrong with one file, in the words of the protocol. The one way from a file to its diagnostics. */
export class Analysis {
  readonly #folders: Folders;
  readonly #lastOpen = new Map<string, FileResult>();
  /** Of open documents. */
  readonly #reports = new Map<string, Kept>();
  /** Of files where credentials of open documents are set, the oldest first. */
  readonly #homes = new Map<string, Kept>();
  /** Open documents whose last result used the report of a home from before they were typed in. */
  readonly #unsure = new Set<string>();
  readonly #canRefresh: boolean;
  readonly #toRelease = new Set<string>();
  /** Files whose project is to make room, for as long as it holds too much. */
  readonly #toShrink = new Set<string>();
  #underWay = 0;
  #releaseTimer: ReturnType<typeof setTimeout> | undefined;
  enabled = true;
  #lints = 0;

  /** `canRefresh`: whether the editor can be told to ask again, so that a result may wait for a pause in what it takes from other files. */
  constructor(folders: Folders, canRefresh = false) {
    this.#folders = folders;
    this.#canRefresh = canRefresh;
  }

  /** Files checked since the start. */
  get lints(): number {
    return this.#lints;
  }

  /**
   * Checks a file; what changes while it is checked is taken in, so that the result is true when it comes: whoever changed something
   * then could not know yet that this file depends on it. What fails on the way is a diagnostic on this file.
   */
  async result(given: string): Promise<FileResult> {
    const uri = canonicalUri(given);
    this.#lints += 1;
    for (let round = 1; ; round++) {
      const result = await this.#resultNow(uri);
      if (round === ROUNDS || !this.isStale(result)) return this.#keep(result);
    }
  }

  /** The result of a file that was not looked at, with the reason as its only diagnostic. */
  unchecked(given: string, reason: string): FileResult {
    const uri = canonicalUri(given);
    const { changes } = this.#folders;
    const report = uncheckedReport(uri, reason, true);
    return resultOf(
      uri,
      diagnosticsOf(report, () => undefined),
      report,
      changes,
    );
  }

  async #resultNow(uri: string): Promise<FileResult> {
    const { changes } = this.#folders;
    const { settings, project } = this.#folders.of(uri);
    if (!this.enabled || !settings.enable) return resultOf(uri, NOTHING, undefined, changes);
    const report = await this.#check(uri);
    const homes = await this.#homesOf(report);
    const textOf = (other: string) => {
      const file = project.store.get(other);
      return file?.state === 'read' ? file.text : homes.find((home) => home.uri === other)?.text;
    };
    const others = homes.flatMap(({ findings }) => findings);
    const result = resultOf(uri, diagnosticsOf(report, textOf, others), report, changes);
    const further = homes.flatMap((home) => [home.uri, ...home.dependencies.keys()]);
    return further.length === 0 ? result : { ...result, dependencies: new Set([...result.dependencies, ...further]) };
  }

  /** The reports of the env files whose entries this file repeats: a copy of a credential is shown there, where it is set. */
  async #homesOf({ uri, findings }: FileReport): Promise<readonly FileReport[]> {
    const uris = new Set(findings.flatMap(({ folding }) => folding.credential?.home ?? []));
    uris.delete(uri);
    this.#unsure.delete(uri);
    return Promise.all([...uris].slice(0, MOST_HOMES).map((home) => this.#homeOf(home, uri)));
  }

  /**
   * The report of a home. An env file depends on the compose file that reads it, which is being typed in: what such a keystroke changes
   * there is found out when typing pauses ({@link settle}).
   */
  async #homeOf(home: string, user: string): Promise<FileReport> {
    const open = this.#reports.get(home);
    if (open !== undefined && this.#isTrue(open)) return open.report;
    const known = this.#homes.get(home);
    if (known !== undefined && this.#isTrue(known)) return known.report;
    if (known !== undefined && this.#canRefresh && this.#folders.isOpen(user) && this.#isTrue(known, user)) {
      this.#unsure.add(user);
      return known.report;
    }
    const kept = this.#kept(home);
    this.#homes.delete(home);
    this.#homes.set(home, kept);
    kept.report.then(
      () => this.#folders.isOpen(home) || this.release(home),
      () => this.#homes.delete(home),
    );
    for (const oldest of this.#homes.keys()) {
      if (this.#homes.size <= KEPT_HOMES) break;
      this.#homes.delete(oldest);
    }
    return kept.report;
  }

  /** Whether the result of an open document is another one, now that nobody types: what was put off for it is made up for. */
  async settle(uri: string): Promise<boolean> {
    const last = this.#lastOpen.get(uri);
    if (last === undefined || !this.#unsure.has(uri)) return false;
    for (const [home, kept] of this.#homes) if (!this.#isTrue(kept)) this.#homes.delete(home);
    return (await this.result(uri)).resultId !== last.resultId;
  }

  /** Whether something a result was made from has changed since. */
  isStale({ uri, dependencies, changes }: FileResult): boolean {
    return this.#folders.hasChangedSince(changes, [uri, ...dependencies]);
  }

  /**
   * The report behind the diagnostics of a file, for code actions and hovers; `undefined` when nothing is shown for it. Its fixes look at
   * other files when they are asked for: what a scan let go of these is read again.
   */
  async report(given: string): Promise<FileReport | undefined> {
    const uri = canonicalUri(given);
    if (!this.enabled || !this.#folders.of(uri).settings.enable) return undefined;
    const report = await this.#check(uri);
    const { store } = this.#folders.of(uri).project;
    const files = [...report.dependencies.keys()].filter((one) => store.get(one) === undefined);
    const folders = [...report.folders].filter((one) => !store.hasFolder(one));
    if (files.length + folders.length > 0)
      await Promise.all([...files.map((one) => store.read(one)), ...folders.map((one) => store.list(one))]);
    return report;
  }

  /** Open documents whose last result may change with `uri`. */
  openDependentsOf(uri: string): readonly string[] {
    return [...this.#lastOpen.values()]
      .filter((result) => result.uri !== uri && result.dependencies.has(uri))
      .map((result) => result.uri);
  }

  forget(uri: string): void {
    this.#unsure.delete(uri);
    this.#reports.delete(uri);
    this.#lastOpen.delete(uri);
  }

  /**
   * Lets go of what was read for a file that is not open, so that a scan's memory stays flat. Waits until no check is under way: one
   * might just have read that very file as its neighbour. Settings files stay, every check asks for them.
   */
  release(uri: string): void {
    if (baseName(uri) !== SETTINGS_NAME) this.#toRelease.add(uri);
    this.#releaseIdle();
  }

  /** After a scan's check of one file: what it was made of is let go, unless the next file is likely to be judged in the same. */
  letGo({ uri, isShared }: FileResult): void {
    if (isShared) this.#toShrink.add(uri);
    else this.release(uri);
    this.#releaseIdle();
  }

  /**
   * The report of a file. For open documents one check serves everything an editor asks about one state of the text: diagnostics,
   * actions, links, hints.
   */
  #check(uri: string): Promise<FileReport> {
    if (!this.#folders.isOpen(uri)) return this.#checkNow(uri);
    const known = this.#reports.get(uri);
    if (known !== undefined && this.#isTrue(known)) return known.report;
    const kept = this.#kept(uri);
    this.#reports.set(uri, kept);
    kept.report.catch(() => this.#reports.get(uri) === kept && this.#reports.delete(uri));
    return kept.report;
  }

  #kept(uri: string): Kept {
    const { changes, epoch } = this.#folders;
    const kept: Kept = { changes, epoch, report: this.#checkNow(uri), done: undefined };
    kept.report.then(
      (report) => {
        kept.done = report;
      },
      () => {},
    );
    return kept;
  }

  /** Whether nothing a report depends on has changed since its check began, `but` one file; while it is under way, nothing at all. */
  #isTrue({ changes, epoch, done }: Kept, but?: string): boolean {
    if (done === undefined) return changes === this.#folders.changes && epoch === this.#folders.epoch;
    const inputs = [done.uri, ...done.dependencies.keys(), ...done.considered, ...settingsFiles(done)];
    return !this.#folders.hasChangedSince(changes, but === undefined ? inputs : inputs.filter((uri) => uri !== but));
  }

  async #checkNow(uri: string): Promise<FileReport> {
    this.#underWay += 1;
    try {
      const { project } = this.#folders.of(uri);
      if (await project.isSettings(uri)) return await project.checkSettings(uri);
      return await this.#folders.check(uri);
    } finally {
      this.#underWay -= 1;
      this.#releaseIdle();
    }
  }

  /** In a later turn, so that whoever waits for the last check still finds the texts it is about. */
  #releaseIdle(): void {
    if (this.#underWay > 0 || this.#toRelease.size + this.#toShrink.size === 0) return;
    this.#releaseTimer ??= setTimeout(() => {
      this.#releaseTimer = undefined;
      if (this.#underWay > 0) return;
      for (const uri of this.#toRelease) if (!this.#folders.isOpen(uri)) this.#folders.of(uri).project.release(uri);
      for (const uri of this.#toShrink) this.#folders.of(uri).project.makeRoom();
      this.#toRelease.clear();
      this.#toShrink.clear();
    }, 0);
  }

  #keep(result: FileResult): FileResult {
    if (this.#folders.isOpen(result.uri)) this.#lastOpen.set(result.uri, result);
    return result;
  }
}

function resultOf(
  uri: string,
  diagnostics: readonly Diagnostic[],
  report: FileReport | undefined,
  changes: number,
): FileResult {
  return {
    uri,
    diagnostics,
    resultId: resultIdOf(diagnostics),
    format: report?.format,
    dependencies: dependenciesOf(report),
    work: report?.work ?? [],
    resting: report?.resting.length ?? 0,
    isShared: (report?.around.length ?? 0) > 0,
    changes,
  };
}

interface Known {
  readonly settings: FileReport['settings'];
  /** Fixes make a map grow. */
  readonly size: number;
  readonly files: ReadonlySet<string>;
}

const DEPENDENCIES = new WeakMap<FileReport['dependencies'], Known>();

/** One set for all files that one root takes in: their reports share what they depend on. */
function dependenciesOf(report: FileReport | undefined): ReadonlySet<string> {
  if (report === undefined) return new Set();
  const { dependencies, settings } = report;
  const last = DEPENDENCIES.get(dependencies);
  if (last?.settings === settings && last.size === dependencies.size) return last.files;
  const files = new Set([...dependencies.keys(), ...settingsFiles(report)]);
  DEPENDENCIES.set(dependencies, { settings, size: dependencies.size, files });
  return files;
}

function settingsFiles(report: FileReport | undefined): readonly string[] {
  return report?.settings.layers.flatMap(({ uri }) => (uri === undefined ? [] : [uri])) ?? [];
}
