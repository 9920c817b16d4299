import type { Work } from '../engine/file-report.ts';
import { detectByName } from '../formats/detect.ts';
import { filesByUse } from '../project/named-files.ts';
import { RunBudget, type RunLimits } from '../project/run-budget.ts';
import { SETTINGS_NAME } from '../project/settings-store.ts';
import { canonicalUri, relativePath } from '../project/uri.ts';
import { walk } from '../project/walk.ts';
import type { ScanProgress, ScanSummary } from '../protocol/messages.ts';
import type { Analysis } from './analysis.ts';
import { isEntry } from './diagnostics.ts';
import type { Folder, Folders } from './folders.ts';
import type { FileResult, Results } from './results.ts';

const AT_ONCE = 8;
/** A file that changes during this many checks in a row (a log, a build) waits for its next event. */
const ROUNDS = 4;
/** Milliseconds of work before other requests get their turn. */
const SLICE = 8;

export interface ScanOptions {
  readonly isCancelled: () => boolean;
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
  /** Folders (URIs) below which files are checked and counted; default: all there are. */
  readonly below?: readonly string[] | undefined;
}

/** Checks files that are not open: all of them in a scan, single ones when they change. Keeps what it found in `results`. */
export class Scanner {
  readonly #folders: Folders;
  readonly #analysis: Analysis;
  readonly #results: Results;
  readonly #publish: (uri: string, result: FileResult | undefined) => void;
  #sliceStart = 0;
  /** What the last walk passed by. */
  #leftOut = 0;
  /** The first file that the last scan did not reach. */
  #notReached: string | undefined;
  readonly #limits: RunLimits | undefined;

  constructor(
    folders: Folders,
    analysis: Analysis,
    results: Results,
    publish: (uri: string, result: FileResult | undefined) => void,
    limits?: RunLimits,
  ) {
    this.#limits = limits;
    this.#folders = folders;
    this.#analysis = analysis;
    this.#results = results;
    this.#publish = publish;
  }

  /** Walks every workspace folder and checks what changed since the last scan. Results go out as they come. */
  async scan({ isCancelled, onProgress, below }: ScanOptions): Promise<ScanSummary> {
    const start = Date.now();
    // Not every editor tells what came and went.
    for (const { project } of this.#folders.all) project.store.forgetFolders();
    const isMeant = (uri: string) => below?.some((folder) => relativePath(folder, uri) !== undefined) ?? true;
    const { settings } = this.#folders;
    const stat = (uri: string) => this.#folders.of(uri).host.stat(uri);
    const budget = new RunBudget({ stat }, settings.maxFileSize, this.#limits);
    const walked = (await this.#files(isCancelled)).filter(isMeant);
    let done = 0;
    // In batches, so that there are moments without a check under way: then texts are let go.
    while (done < walked.length && !isCancelled()) {
      const batch = await within(budget, walked.slice(done, done + AT_ONCE));
      if (batch.length === 0) break;
      for (const work of await Promise.all(batch.map((uri) => this.check(uri)))) budget.spend(work);
      done += batch.length;
      onProgress?.({ done, total: walked.length });
      await this.#yield();
    }
    const reached = walked.slice(0, done);
    const behind = walked.slice(done);
    const used = await this.#checkUsed(
      isCancelled,
      async (uri) => {
        const fits = await budget.admits(uri);
        if (!fits) behind.push(uri);
        return fits;
      },
      (work) => budget.spend(work),
    );
    if (!isCancelled()) {
      this.#tellBehind(behind, budget);
      this.#dropAllBut(new Set([...reached, ...used, this.#notReached ?? '']), isMeant);
    }
    return {
      ...this.#summary(done + used.filter(isMeant).length, isMeant),
      leftOut: this.#leftOut,
      cancelled: isCancelled(),
      milliseconds: Date.now() - start,
    };
  }

  /** The first file that a run did not reach is told why, and how many there are with it. */
  #tellBehind(behind: readonly string[], budget: RunBudget): void {
    const [first] = behind;
    this.#notReached = first;
    if (first === undefined) return;
    const result = this.#analysis.unchecked(first, budget.notReached(behind.length));
    this.#results.set({ ...result, stamp: undefined });
    this.#publish(first, result);
  }

  /**
   * Checks one file, unless it is as it was. One that changes or goes while it is checked is looked at again.
   * @returns what the check cost
   */
  async check(uri: string): Promise<readonly Work[]> {
    for (let round = 0; round < ROUNDS; round++) {
      const stamp = await this.#stampOf(uri);
      if (stamp === undefined && !this.#folders.isOpen(uri)) {
        this.drop(uri);
        return [];
      }
      const known = this.#results.get(uri);
      if (known?.stamp !== undefined && known.stamp === stamp) return [];
      // Never read before means nothing stale, and an open document's text comes from the editor: forgetting would drop the listing of
      // its folder for every file in it.
      if ((known !== undefined || round > 0) && !this.#folders.isOpen(uri)) this.#folders.changed(uri);
      const result = await this.#analysis.result(uri);
      this.#analysis.letGo(result);
      const isLast = round === ROUNDS - 1;
      if ((await this.#stampOf(uri)) !== stamp) continue;
      // While the stamp was asked for, another check may have reported something newer.
      if (this.#analysis.isStale(result) && !isLast) continue;
      this.#results.set({ ...result, stamp });
      this.#publish(uri, result);
      return result.work;
    }
    return [];
  }

  /**
   * Checks the files that checked ones name and that are not taken for what they are by their own name. Those whose result says that
   * nothing names them any more stay as they are: their own check found that out. None where the last scan spent what a run may.
   */
  async checkUsed(): Promise<void> {
    if (this.#notReached !== undefined) return;
    await this.#checkUsed(
      () => false,
      () => Promise.resolve(true),
      () => {},
    );
  }

  /** @returns the files there are, those that do not fit left out */
  async #checkUsed(
    isCancelled: () => boolean,
    fits: (uri: string) => Promise<boolean>,
    spend: (work: readonly Work[]) => void,
  ): Promise<readonly string[]> {
    const done = new Set<string>();
    const passed = new Set<string>();
    for (const folder of this.#folders.all) {
      if (!folder.settings.enable || folder.uri === undefined) continue;
      const { project, host, uri: root } = folder;
      const isDone = (uri: string) => done.has(uri) || passed.has(uri) || this.#isOurs(uri);
      for (;;) {
        const found = await filesByUse(project, host, [root], isDone);
        for (const uri of found) {
          if (isCancelled()) return [...done];
          const isMine = this.#folders.of(uri) === folder;
          if (isMine && !(await fits(uri))) passed.add(uri);
          else done.add(uri);
          if (!isMine || passed.has(uri)) continue;
          // It may have been looked at before anything named it.
          this.#results.touchFiles([uri]);
          spend(await this.check(uri));
          await this.#yield();
        }
        if (found.length === 0) break;
      }
      for (const uri of project.used.uris)
        if (!passed.has(uri) && this.#results.get(uri)?.format !== undefined) done.add(uri);
    }
    return [...done];
  }

  #isOurs(uri: string): boolean {
    const known = this.#results.get(uri);
    return known?.format !== undefined && known.stamp !== undefined;
  }

  async #stampOf(uri: string): Promise<string | undefined> {
    const state = await this.#folders.of(uri).host.stat(uri);
    return state === undefined ? undefined : `${state.size}:${state.modified}`;
  }

  /** The file is gone: its findings go as well. */
  drop(uri: string): void {
    if (this.#results.get(uri) === undefined) return;
    this.#results.delete(uri);
    this.#publish(uri, undefined);
  }

  #dropAllBut(found: ReadonlySet<string>, isMeant: (uri: string) => boolean): void {
    for (const { uri } of this.#results.all) if (isMeant(uri) && !found.has(uri)) this.drop(uri);
  }

  async #files(isCancelled: () => boolean): Promise<readonly string[]> {
    this.#leftOut = 0;
    const found = new Set<string>();
    for (const folder of this.#folders.all) {
      if (!folder.settings.enable || folder.uri === undefined) continue;
      await this.#filesOf(folder, folder.uri, found, isCancelled);
    }
    return [...found];
  }

  async #filesOf(folder: Folder, root: string, found: Set<string>, isCancelled: () => boolean): Promise<void> {
    const wanted = (path: string) =>
      path.slice(path.lastIndexOf('/') + 1) === SETTINGS_NAME || detectByName(path) !== undefined;
    for await (const item of walk(folder.host, root, { gitignore: true, ignore: [], isCancelled, wanted })) {
      // A folder inside another workspace folder belongs to the inner one alone.
      if (this.#folders.of(item.uri) !== folder) continue;
      if (item.kind === 'file') found.add(canonicalUri(item.uri));
      else if (item.kind === 'left-out') this.#leftOut += 1;
      await this.#yield();
    }
  }

  #summary(
    files: number,
    isMeant: (uri: string) => boolean,
  ): Omit<ScanSummary, 'cancelled' | 'milliseconds' | 'leftOut'> {
    const all = this.#results.all.filter(({ uri, diagnostics }) => isMeant(uri) && diagnostics.some(isEntry));
    const found = all.flatMap((result) => result.diagnostics.filter(isEntry));
    const count = (severity: number) => found.filter((diagnostic) => diagnostic.severity === severity).length;
    return {
      files,
      filesWithFindings: all.length,
      findings: found.length,
      errors: count(1),
      warnings: count(2),
      notes: count(3),
    };
  }

  /** Lets requests through when this slice of time is used up. */
  async #yield(): Promise<void> {
    const now = Date.now();
    if (now - this.#sliceStart < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#sliceStart = Date.now();
  }
}

/** As many of the files as one run still looks at. */
async function within(budget: RunBudget, uris: readonly string[]): Promise<readonly string[]> {
  for (const [at, uri] of uris.entries()) if (!(await budget.admits(uri))) return uris.slice(0, at);
  return uris;
}
