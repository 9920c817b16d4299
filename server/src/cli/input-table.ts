/**
 * The inputs of all results of a cache, each once with its hash, and the lists of them that results have. Thousands of files below one root
 * depend on one another: each names all of them, so lists are runs of numbers (`0-1999,2004`), and equal ones are one text.
 */
export class InputTable {
  readonly #names: string[] = [];
  readonly #indexes = new Map<string, number>();
  /** What an earlier run found under each name; results of it hold only where it is so again. */
  readonly #before: string[] = [];
  /** What this run found. */
  readonly #now = new Map<number, string>();

  /** @param before names and hashes of an earlier run */
  constructor(before: readonly (readonly [string, string])[] = []) {
    for (const [name, hash] of before) {
      this.#indexes.set(name, this.#names.length);
      this.#names.push(name);
      this.#before.push(hash);
    }
  }

  indexOf(name: string): number {
    let index = this.#indexes.get(name);
    if (index === undefined) {
      index = this.#names.length;
      this.#names.push(name);
      this.#indexes.set(name, index);
    }
    return index;
  }

  /** Whether all inputs of a list of an earlier run are as they were. `hashOf` gives the present hash of an input. */
  async holds(list: string, hashOf: (name: string) => Promise<string>): Promise<boolean> {
    const known = this.#held.get(list);
    if (known !== undefined) return known;
    const holds = await this.#compare(list, hashOf);
    this.#held.set(list, holds);
    return holds;
  }

  readonly #held = new Map<string, boolean>();

  async #compare(list: string, hashOf: (name: string) => Promise<string>): Promise<boolean> {
    const indexes = numbersOf(list, this.#before.length);
    if (indexes === undefined) return false;
    for (const index of indexes) {
      const now = this.#now.get(index) ?? (await this.hash(index, hashOf));
      if (now !== this.#before[index]) return false;
    }
    return true;
  }

  /** Whether this run has looked at an input. */
  isHashed(index: number): boolean {
    return this.#now.has(index);
  }

  /** The present hash of an input. */
  async hash(index: number, hashOf: (name: string) => Promise<string>): Promise<string> {
    const known = this.#now.get(index);
    if (known !== undefined) return known;
    const hash = await hashOf(this.#names[index] ?? '');
    this.#now.set(index, hash);
    return hash;
  }

  /** What is written: the inputs that the lists name, with what this run found, and each list with the numbers these have there. */
  written(lists: Iterable<string>): {
    readonly inputs: readonly (readonly [string, string])[];
    readonly lists: ReadonlyMap<string, string>;
  } {
    const known = new Map([...new Set(lists)].map((list) => [list, numbersOf(list, this.#names.length) ?? []]));
    const used = new Uint8Array(this.#names.length);
    for (const indexes of known.values()) for (const index of indexes) used[index] = 1;
    const places = new Map<number, number>();
    const inputs: (readonly [string, string])[] = [];
    for (const [index, name] of this.#names.entries()) {
      if (used[index] !== 1) continue;
      places.set(index, inputs.length);
      inputs.push([name, this.#now.get(index) ?? '']);
    }
    const written = [...known].map(
      ([list, indexes]) => [list, listOf(indexes.map((index) => places.get(index) ?? 0))] as const,
    );
    return { inputs, lists: new Map(written) };
  }
}

/** Numbers as a list, in order and each once: `0-2,7`. Costs what the numbers cost, however large they are. */
export function listOf(numbers: readonly number[]): string {
  const sorted = Float64Array.from(numbers).sort();
  const runs: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i] as number;
    let last = first;
    for (i++; i < sorted.length && (sorted[i] as number) <= last + 1; i++) last = sorted[i] as number;
    runs.push(first === last ? String(first) : `${first}-${last}`);
  }
  return runs.join(',');
}

/** The numbers of a list; `undefined` for what is none, and for one with a number that is not below `end`. */
export function numbersOf(list: string, end: number): readonly number[] | undefined {
  const numbers: number[] = [];
  for (const run of list === '' ? [] : list.split(',')) {
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(run);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    const isBehind = first > (numbers.at(-1) ?? -1);
    if (match === null || !isBehind || last < first || last >= end) return undefined;
    for (let number = first; number <= last; number++) numbers.push(number);
  }
  return numbers;
}
