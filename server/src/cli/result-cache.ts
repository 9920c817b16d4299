import type { NamedUse, Work } from '../engine/file-report.ts';
import type { ReportFile, ReportFinding } from '../report/report.ts';
import type { CacheFolder } from './cache-folder.ts';
import { hash } from './hash.ts';

/** What is kept of one file: the findings as reported and what they depend on. Never a text, never a value. */
export interface CachedResult {
  /** Names of inputs with the hash of what was there (`-` when nothing was). */
  readonly inputs: Readonly<Record<string, string>>;
  readonly file: ReportFile | undefined;
  readonly findings: readonly ReportFinding[];
  readonly suppressed: readonly ReportFinding[];
  /** The settings files that were in force: their own mistakes are told in every run. */
  readonly settings: readonly string[];
  readonly reportSuppressed: boolean;
  /** The files it names; names of inputs, not URIs. */
  readonly uses: readonly NamedUse[];
  /** What its check cost: a run ends at the same file with a cache and without. */
  readonly work: readonly Work[];
  /** Left out by `ignore` of the settings. */
  readonly ignored: boolean;
}

const NAME = 'results.json';

/**
 * Findings of earlier runs, valid while every file they depend on (the file itself, its neighbours, its settings, the names in its
 * folders, what git tracks) hashes the same and the tool, its options and its version are the same.
 */
export class ResultCache {
  readonly #folder: CacheFolder;
  readonly #key: string;
  readonly #known: ReadonlyMap<string, CachedResult>;
  readonly #next = new Map<string, CachedResult>();

  private constructor(folder: CacheFolder, key: string, known: ReadonlyMap<string, CachedResult>) {
    this.#folder = folder;
    this.#key = key;
    this.#known = known;
  }

  /** Opens the cache; a missing, damaged or foreign one is an empty one. `setup` is everything else the findings depend on. */
  static async open(folder: CacheFolder, setup: unknown): Promise<ResultCache> {
    const key = await hash(JSON.stringify(setup));
    return new ResultCache(folder, key, readResults(await folder.read(NAME), key));
  }

  /** The result for a path if all its inputs are as they were. `hashOf` gives the present hash of an input. */
  async find(path: string, hashOf: (path: string) => Promise<string>): Promise<CachedResult | undefined> {
    const known = this.#known.get(path);
    if (known === undefined) return undefined;
    for (const [input, expected] of Object.entries(known.inputs))
      if ((await hashOf(input)) !== expected) return undefined;
    this.#next.set(path, known);
    return known;
  }

  put(path: string, result: CachedResult): void {
    this.#next.set(path, result);
  }

  /** Writes what this run saw. @throws CacheRefused */
  async save(): Promise<void> {
    await this.#folder.write(NAME, JSON.stringify({ key: this.#key, results: Object.fromEntries(this.#next) }));
  }
}

function readResults(text: string | undefined, key: string): ReadonlyMap<string, CachedResult> {
  try {
    const body: unknown = JSON.parse(text ?? '');
    if (typeof body !== 'object' || body === null || !('key' in body) || body.key !== key || !('results' in body))
      return new Map();
    const entries = Object.entries(body.results as object);
    return new Map(entries.filter((entry): entry is [string, CachedResult] => isResult(entry[1])));
  } catch {
    return new Map();
  }
}

/** Enough to read it without failing: what stands in our own folder is what we wrote, or was cut off. */
function isResult(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { inputs, findings, suppressed, settings, uses, work } = value as Partial<Record<keyof CachedResult, unknown>>;
  return (
    typeof inputs === 'object' && inputs !== null && [findings, suppressed, settings, uses, work].every(Array.isArray)
  );
}
