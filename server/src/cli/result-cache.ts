import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportFile, ReportFinding } from '../report/report.ts';

/** What is kept of one file: the findings as reported and what they depend on. Never a text, never a value. */
export interface CachedResult {
  /** Paths relative to the root with the hash of what was there (`-` when nothing was). */
  readonly inputs: Readonly<Record<string, string>>;
  readonly file: ReportFile | undefined;
  readonly findings: readonly ReportFinding[];
  readonly suppressed: readonly ReportFinding[];
}

const NAME = 'results.json';

/**
 * Findings of earlier runs, valid while every file they depend on (the file itself, its neighbours, its settings, the names in its
 * folders) hashes the same and the tool, its options and its version are the same.
 */
export class ResultCache {
  readonly #folder: string;
  readonly #key: string;
  readonly #known: ReadonlyMap<string, CachedResult>;
  readonly #next = new Map<string, CachedResult>();
  hits = 0;

  private constructor(folder: string, key: string, known: ReadonlyMap<string, CachedResult>) {
    this.#folder = folder;
    this.#key = key;
    this.#known = known;
  }

  /** Opens the cache; a missing, damaged or foreign one is an empty one. `setup` is everything else the findings depend on. */
  static async open(folder: string, setup: unknown): Promise<ResultCache> {
    const key = await hash(JSON.stringify(setup));
    try {
      const body: { key: string; results: Record<string, CachedResult> } = JSON.parse(
        await readFile(join(folder, NAME), 'utf8'),
      );
      if (body.key === key) return new ResultCache(folder, key, new Map(Object.entries(body.results)));
    } catch {
      // Not there or not ours: start empty.
    }
    return new ResultCache(folder, key, new Map());
  }

  /** The result for a path if all its inputs are as they were. `hashOf` gives the present hash of an input. */
  async find(path: string, hashOf: (path: string) => Promise<string>): Promise<CachedResult | undefined> {
    const known = this.#known.get(path);
    if (known === undefined) return undefined;
    for (const [input, expected] of Object.entries(known.inputs))
      if ((await hashOf(input)) !== expected) return undefined;
    this.hits += 1;
    this.#next.set(path, known);
    return known;
  }

  put(path: string, result: CachedResult): void {
    this.#next.set(path, result);
  }

  /** Writes what this run saw, through a second file so that a stopped run leaves the old cache whole. */
  async save(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, '.gitignore'), '*\n');
    const file = join(this.#folder, `${NAME}.${process.pid}`);
    await writeFile(file, JSON.stringify({ key: this.#key, results: Object.fromEntries(this.#next) }));
    await rename(file, join(this.#folder, NAME));
  }
}

/** A short name for a text. Node's cryptography is loaded only where a cache is used: it costs a start some milliseconds. */
export async function hash(text: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
