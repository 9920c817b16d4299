/** What one loader makes of a `.env` text. */
export interface LoaderReading {
  /** By name as the loader sees it; `undefined`: set without a value, or taken from the environment of the caller. The last of equal names. */
  readonly values: ReadonlyMap<string, string | undefined>;
  /** The loader stops with an error; `values` is what it had set before. */
  readonly rejected: boolean;
  /** Names whose value contains a command the loader runs; their text is not known. */
  readonly runs: ReadonlySet<string>;
}

/** References that double a value line by line would fill the memory: when so many characters are handed out the rest is empty. */
const MAX_HANDED_OUT = 1_000_000;

/** Collects a reading. */
export class ReadingBuilder {
  readonly values = new Map<string, string | undefined>();
  readonly runs = new Set<string>();
  rejected = false;
  private handedOut = 0;

  /** What a reference to the name is replaced by. */
  lookup(name: string): string | undefined {
    const value = this.values.get(name);
    this.handedOut += value?.length ?? 0;
    return this.handedOut > MAX_HANDED_OUT && value !== undefined ? '' : value;
  }

  set(name: string, value: string | undefined): void {
    this.values.set(name, value);
    this.runs.delete(name);
  }

  run(name: string): void {
    this.values.set(name, '');
    this.runs.add(name);
  }

  /** The loader gives up. `keepsRest` is false for loaders that set nothing unless the whole file is right. */
  reject(keepsRest: boolean): void {
    this.rejected = true;
    if (!keepsRest) this.values.clear();
  }
}
