import type { Diagnostic } from 'vscode-languageserver';
import { isChecklistName } from '../checklists/custom.ts';
import type { FileReport } from '../engine/file-report.ts';
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

/** What is wrong with one file, in the words of the protocol. The one way from a file to its diagnostics. */
export class Analysis {
  readonly #folders: Folders;
  readonly #lastOpen = new Map<string, FileResult>();
  readonly #reports = new Map<string, { readonly epoch: number; readonly report: Promise<FileReport> }>();
  readonly #toRelease = new Set<string>();
  #underWay = 0;
  #releaseTimer: ReturnType<typeof setTimeout> | undefined;
  enabled = true;
  #lints = 0;

  constructor(folders: Folders) {
    this.#folders = folders;
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

  async #resultNow(uri: string): Promise<FileResult> {
    const { changes } = this.#folders;
    const { settings, project } = this.#folders.of(uri);
    if (!this.enabled || !settings.enable) return resultOf(uri, NOTHING, undefined, changes);
    const report = await this.#check(uri);
    const homes = await this.#homesOf(report);
    const textOf = (other: string) => {
      const file = project.store.get(other);
      return file?.state === 'read' ? file.text : undefined;
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
    return Promise.all(
      [...uris].slice(0, MOST_HOMES).map(async (home) => {
        const report = await this.#check(home);
        if (!this.#folders.isOpen(home)) this.release(home);
        return report;
      }),
    );
  }

  /** Whether something a result was made from has changed since. */
  isStale({ uri, dependencies, changes }: FileResult): boolean {
    return this.#folders.hasChangedSince(changes, [uri, ...dependencies]);
  }

  /** The report behind the diagnostics of a file, for code actions and hovers; `undefined` when nothing is shown for it. */
  async report(given: string): Promise<FileReport | undefined> {
    const uri = canonicalUri(given);
    return this.enabled && this.#folders.of(uri).settings.enable ? this.#check(uri) : undefined;
  }

  /** Open documents whose last result may change with `uri`. */
  openDependentsOf(uri: string): readonly string[] {
    return [...this.#lastOpen.values()]
      .filter((result) => result.uri !== uri && result.dependencies.has(uri))
      .map((result) => result.uri);
  }

  forget(uri: string): void {
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

  /**
   * The report of a file. For open documents one check serves everything an editor asks about one state of the text: diagnostics,
   * actions, links, hints.
   */
  #check(uri: string): Promise<FileReport> {
    if (!this.#folders.isOpen(uri)) return this.#checkNow(uri);
    const { epoch } = this.#folders;
    const known = this.#reports.get(uri);
    if (known?.epoch === epoch) return known.report;
    const report = this.#checkNow(uri);
    this.#reports.set(uri, { epoch, report });
    report.catch(() => this.#reports.delete(uri));
    return report;
  }

  async #checkNow(uri: string): Promise<FileReport> {
    this.#underWay += 1;
    try {
      if (baseName(uri) === SETTINGS_NAME || isChecklistName(baseName(uri)))
        return await this.#folders.of(uri).project.checkSettings(uri);
      return await this.#folders.check(uri);
    } finally {
      this.#underWay -= 1;
      this.#releaseIdle();
    }
  }

  /** In a later turn, so that whoever waits for the last check still finds the texts it is about. */
  #releaseIdle(): void {
    if (this.#underWay > 0 || this.#toRelease.size === 0) return;
    this.#releaseTimer ??= setTimeout(() => {
      this.#releaseTimer = undefined;
      if (this.#underWay > 0) return;
      for (const uri of this.#toRelease) if (!this.#folders.isOpen(uri)) this.#folders.of(uri).project.release(uri);
      this.#toRelease.clear();
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
    dependencies: new Set([...(report?.dependencies.keys() ?? []), ...settingsFiles(report)]),
    changes,
  };
}

function settingsFiles(report: FileReport | undefined): readonly string[] {
  return report?.settings.layers.flatMap(({ uri }) => (uri === undefined ? [] : [uri])) ?? [];
}
