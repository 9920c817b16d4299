import type { NamedUse, Work } from '../engine/file-report.ts';
import type { ReportFile, ReportFinding } from '../report/report.ts';
import type { CacheFolder } from './cache-folder.ts';
import { hash } from './hash.ts';
import { InputTable } from './input-table.ts';

/** The files that one model names; files of one root share the list. */
export type UseList = readonly NamedUse[];

/** What is kept of one file: the findings as reported and what they depend on. Never a text, never a value. */
export interface CachedResult {
  /** What it depends on: a list of the table of inputs. */
  readonly inputs: string;
  readonly file: ReportFile | undefined;
  readonly findings: readonly ReportFinding[];
  readonly suppressed: readonly ReportFinding[];
  /** The settings files that were in force: their own mistakes are told in every run. */
  readonly settings: readonly string[];
  readonly reportSuppressed: boolean;
  /** The files it names, a list for each model; names of inputs, not URIs. */
  readonly uses: readonly UseList[];
  /** What its check cost: a run ends at the same file with a cache and without. */
  readonly work: readonly Work[];
  /** Left out by `ignore` of the settings. */
  readonly ignored: boolean;
}

/** As it is written: lists that many results have stand once, a result has their numbers. */
type WrittenResult = Omit<CachedResult, 'inputs' | 'uses'> & {
  readonly inputs: number;
  readonly uses: readonly number[];
};

const NAME = 'results.json';

/**
 * Findings of earlier runs, valid while every file they depend on (the file itself, its neighbours, its settings, the names in its
 * folders, what git tracks) hashes the same and the tool, its options and its version are the same.
 */
export class ResultCache {
  /** What results depend on. */
  readonly inputs: InputTable;
  readonly #folder: CacheFolder;
  readonly #key: string;
  readonly #known: ReadonlyMap<string, CachedResult>;
  readonly #next = new Map<string, CachedResult>();

  private constructor(folder: CacheFolder, key: string, { inputs, results }: Read) {
    this.#folder = folder;
    this.#key = key;
    this.inputs = new InputTable(inputs);
    this.#known = results;
  }

  /** Opens the cache; a missing, damaged or foreign one is an empty one. `setup` is everything else the findings depend on. */
  static async open(folder: CacheFolder, setup: unknown): Promise<ResultCache> {
    const key = await hash(JSON.stringify(setup));
    return new ResultCache(folder, key, readResults(await folder.read(NAME), key));
  }

  /** The result for a path if all its inputs are as they were. `hashOf` gives the present hash of an input. */
  async find(path: string, hashOf: (path: string) => Promise<string>): Promise<CachedResult | undefined> {
    const known = this.#known.get(path);
    if (known === undefined || !(await this.inputs.holds(known.inputs, hashOf))) return undefined;
    this.#next.set(path, known);
    return known;
  }

  put(path: string, result: CachedResult): void {
    this.#next.set(path, result);
  }

  /** Writes what this run saw. @throws CacheRefused */
  async save(): Promise<void> {
    const results = [...this.#next.values()];
    const { inputs, lists } = this.inputs.written(results.map((result) => result.inputs));
    const shared = [...new Set(results.flatMap(({ uses }) => uses))];
    const texts = new Map(shared.map((list) => [list, JSON.stringify(list)]));
    const inputLists = new Numbered(lists.values());
    const useLists = new Numbered(texts.values());
    const written = [...this.#next].map(([path, result]): [string, WrittenResult] => [
      path,
      {
        ...result,
        inputs: inputLists.of(lists.get(result.inputs) ?? ''),
        uses: result.uses.map((list) => useLists.of(texts.get(list) ?? '')),
      },
    ]);
    const uses = useLists.all.map((text): unknown => JSON.parse(text));
    const body = { key: this.#key, inputs, lists: inputLists.all, uses, results: Object.fromEntries(written) };
    await this.#folder.write(NAME, JSON.stringify(body));
  }
}

/** Texts, each once, and the number of each. */
class Numbered {
  readonly all: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(texts: Iterable<string>) {
    this.all = [...new Set(texts)];
    this.#numbers = new Map(this.all.map((text, i) => [text, i]));
  }

  of(text: string): number {
    return this.#numbers.get(text) ?? -1;
  }
}

interface Read {
  readonly inputs: readonly (readonly [string, string])[];
  readonly results: ReadonlyMap<string, CachedResult>;
}

function readResults(text: string | undefined, key: string): Read {
  const nothing: Read = { inputs: [], results: new Map() };
  try {
    const body = JSON.parse(text ?? '') as Partial<
      Record<'key' | 'inputs' | 'lists' | 'uses' | 'results', unknown>
    > | null;
    if (typeof body !== 'object' || body === null || body.key !== key) return nothing;
    const { inputs, lists, uses, results } = body;
    if (!Array.isArray(inputs) || !inputs.every(isPair) || !Array.isArray(lists) || !Array.isArray(uses))
      return nothing;
    const found = Object.entries(results as object).flatMap(([path, value]: [string, unknown]) => {
      const result = isResult(value) ? resultOf(value, lists, uses) : undefined;
      return result === undefined ? [] : [[path, result] as const];
    });
    return { inputs, results: new Map(found) };
  } catch {
    return nothing;
  }
}

function resultOf(
  written: WrittenResult,
  lists: readonly unknown[],
  uses: readonly unknown[],
): CachedResult | undefined {
  const inputs = lists[written.inputs];
  const named = written.uses.map((index) => uses[index]);
  if (typeof inputs !== 'string' || !named.every((list): list is UseList => Array.isArray(list))) return undefined;
  return { ...written, inputs, uses: named };
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';
}

/** Enough to read it without failing: what stands in our own folder is what we wrote, or was cut off. */
function isResult(value: unknown): value is WrittenResult {
  if (typeof value !== 'object' || value === null) return false;
  const { inputs, findings, suppressed, settings, uses, work } = value as Partial<Record<keyof CachedResult, unknown>>;
  return typeof inputs === 'number' && [findings, suppressed, settings, uses, work].every(Array.isArray);
}
