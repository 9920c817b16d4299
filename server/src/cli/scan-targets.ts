import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { detectByName } from '../formats/detect.ts';
import type { NodeHost } from '../hosts/node/node-host.ts';
import { filesByUse } from '../project/named-files.ts';
import type { Project } from '../project/project.ts';
import type { RunBudget } from '../project/run-budget.ts';
import { canonicalUri } from '../project/uri.ts';
import { walk } from '../project/walk.ts';
import { type LeftOut, LeftOutFiles } from '../report/left-out.ts';
import type { ScanOptions } from './scan-options.ts';
import { inShard } from './shard.ts';
import { UsageError } from './terminal.ts';

/** A file to check. */
export interface Target {
  readonly uri: string;
  /** Somebody named this very file. */
  readonly named: boolean;
  /** It is checked because another file names it. */
  readonly used: boolean;
}

interface TargetOptions extends Pick<ScanOptions, 'paths' | 'listed' | 'gitignore' | 'as' | 'shard'> {
  readonly cwd: string;
  readonly host: NodeHost;
  readonly project: Project;
  readonly pathOf: (uri: string) => string;
  /** Told what is worth a line beside the report. */
  readonly note: (text: string) => void;
  /** Told of each folder that could not be listed. */
  readonly unreadable: (uri: string) => void;
  readonly budget: RunBudget;
}

/** What a scan looks at: walks the named folders, then follows what the checked files name; keeps count of what is left out. */
export class ScanTargets {
  readonly #options: TargetOptions;
  readonly #leftOut = new LeftOutFiles();
  /** By canonical URI: whether it was one of ours. */
  readonly #seen = new Map<string, boolean>();
  readonly #folders: string[] = [];
  readonly #notReached: string[] = [];
  /** Given by the walk, and not reached. */
  readonly #behind: string[] = [];

  constructor(options: TargetOptions) {
    this.#options = options;
  }

  /** Files to check, in the order of their names, each once; then those they name. What was checked must have been told with {@link done}. */
  async *all(): AsyncGenerator<Target> {
    yield* this.walked();
    yield* this.used();
  }

  /** What the files that were checked so far name, and what those name. */
  async *used(): AsyncGenerator<Target> {
    const { project, host } = this.#options;
    for (;;) {
      const found = await filesByUse(project, host, this.#folders, (uri) => this.#seen.get(uri) === true);
      for (const uri of found) {
        this.#seen.set(uri, true);
        if (!this.#isMine(uri)) await this.#noteUses(uri);
        else if (await this.#isReached(uri)) yield { uri, named: false, used: true };
      }
      if (found.length === 0) return;
    }
  }

  /** Tells what came of a target. */
  done(uri: string, { isOurs, isIgnored }: { readonly isOurs: boolean; readonly isIgnored: boolean }): void {
    const key = canonicalUri(uri);
    if (isOurs || isIgnored) this.#seen.set(key, true);
    if (isOurs) this.#leftOut.delete(key);
    if (isIgnored) this.#leftOut.add(key, { path: this.#options.pathOf(uri), why: 'settings' });
  }

  /** What was not looked at so far. */
  get leftOut(): readonly LeftOut[] {
    return this.#leftOut.all;
  }

  /** Files that the walk finds, in the order of their names. */
  async *walked(): AsyncGenerator<Target> {
    const { paths, listed, cwd, host, note } = this.#options;
    for (const path of paths) {
      const full = resolve(cwd, path);
      const info = await stat(full).catch(() => undefined);
      if (info === undefined && listed) {
        note(`${path}: not there, not checked`);
        continue;
      }
      if (info === undefined) throw new UsageError(`${path}: no such file or folder`);
      if (info.isDirectory() && (await host.stat(pathToFileURL(full).href))?.kind !== 'folder')
        throw new UsageError(`${path}: a link that leads out of the repository it lies in; scan what it leads to`);
      const found = info.isDirectory()
        ? this.#walk(full)
        : [{ uri: pathToFileURL(full).href, named: !listed, used: false }];
      for await (const target of found) {
        const key = canonicalUri(target.uri);
        if (this.#seen.has(key)) continue;
        this.#seen.set(key, false);
        if (!this.#isMine(target.uri)) await this.#noteUses(target.uri);
        else if (await this.#isReached(target.uri)) yield target;
      }
    }
  }

  /** Whether a file that the walk gave is still checked, now that those before it are. Asked in the order of the walk. */
  reaches({ uri }: Target): boolean {
    if (!this.#options.budget.isSpentOnWork) return true;
    this.#behind.push(uri);
    return false;
  }

  /** Files that were to be checked when the run had spent what it may, in their order. */
  get notReached(): readonly string[] {
    return [...this.#behind, ...this.#notReached];
  }

  async #isReached(uri: string): Promise<boolean> {
    const fits = await this.#options.budget.admits(uri);
    if (!fits) this.#notReached.push(uri);
    return fits;
  }

  #isMine(uri: string): boolean {
    return inShard(this.#options.pathOf(uri), this.#options.shard);
  }

  /** What a file of another shard names may belong to this one. */
  async #noteUses(uri: string): Promise<void> {
    const { project, budget } = this.#options;
    // What it names would not be checked either.
    if (budget.isSpent) return;
    const format = detectByName(uri)?.format;
    if (format !== 'compose' && format !== 'nginx' && !project.used.usersOf(canonicalUri(uri)).length) return;
    await project.noteUses(uri);
    project.makeRoom();
  }

  async *#walk(folder: string): AsyncGenerator<Target> {
    const { as, gitignore, host, unreadable, pathOf } = this.#options;
    const root = pathToFileURL(folder).href;
    this.#folders.push(root);
    const wanted = as === undefined ? undefined : () => true;
    for await (const item of walk(host, root, { gitignore, ignore: [], ...(wanted && { wanted }) })) {
      if (item.kind === 'file') yield { uri: item.uri, named: false, used: false };
      else if (item.kind === 'left-out')
        this.#leftOut.add(canonicalUri(item.uri), { path: pathOf(item.uri), why: item.what });
      else unreadable(item.uri);
    }
  }
}
