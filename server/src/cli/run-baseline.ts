import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isBelow } from '../hosts/node/boundary.ts';
import type { ReportFinding } from '../report/report.ts';
import { Baseline, type BaselinePlace, writeBaseline } from './baseline.ts';
import { uriOf } from './file-check.ts';
import type { ScanOptions } from './scan-options.ts';
import { inShard } from './shard.ts';

/** The baseline of one run: where it lies, what it knows, what is written to it. */
export class RunBaseline {
  readonly #options: ScanOptions;
  readonly #cwd: string;
  readonly #place: BaselinePlace;

  private constructor(options: ScanOptions, cwd: string, place: BaselinePlace) {
    this.#options = options;
    this.#cwd = cwd;
    this.#place = place;
  }

  /** `undefined` without `--baseline`. `shownFrom`: the folder that the paths of the report are relative to. */
  static of(
    options: ScanOptions,
    { cwd, shownFrom, roots }: { readonly cwd: string; readonly shownFrom: string; readonly roots: readonly string[] },
  ): RunBaseline | undefined {
    if (options.baseline === undefined) return undefined;
    return new RunBaseline(options, cwd, { path: resolve(cwd, options.baseline), shownFrom, roots });
  }

  /** @throws UsageError when it is missing or not one. */
  read(): Promise<Baseline> {
    return Baseline.read(this.#place);
  }

  /** Writes what a run found. `pathOf`: the path of a file in the report. @returns how many findings it holds. @throws UsageError */
  async update(
    findings: readonly ReportFinding[],
    pathOf: (uri: string) => string,
    guarded: readonly string[],
  ): Promise<number> {
    const { only, skip, paths, shard, stdin } = this.#options;
    const scanned = stdin === undefined ? paths.map((path) => resolve(this.#cwd, path)) : [];
    const covers = (path: string) => scanned.some((one) => isBelow(one, path)) && inShard(pathOf(uriOf(path)), shard);
    const looked = { covers, someRules: only !== undefined || skip.size > 0 };
    // What is there and is no baseline is not written over.
    const isThere = (await stat(this.#place.path).catch(() => undefined)) !== undefined;
    const before = isThere ? await this.read() : undefined;
    return writeBaseline(this.#place, findings, { before, looked, guarded });
  }
}
