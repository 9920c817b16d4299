/** What one loader makes of a `.env` text. */
export interface LoaderReading {
  /** By name as the loader sees it; `undefined`: set without a value, or taken from the environment of the caller. The last of equal names. */
  readonly values: ReadonlyMap<string, string | undefined>;
  /** The loader stops with an error; `values` is what it had set before. */
  readonly rejected: boolean;
  /** Names whose value contains a command the loader runs; their text is not known. */
  readonly runs: ReadonlySet<string>;
}

/** Collects a reading. */
export class ReadingBuilder {
  readonly values = new Map<string, string | undefined>();
  readonly runs = new Set<string>();
  rejected = false;

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
