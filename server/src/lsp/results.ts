import type { Diagnostic } from 'vscode-languageserver';
import type { Work } from '../engine/file-report.ts';
import type { Format } from '../formats/format.ts';

/** What is shown for one file, and what it came from. */
export interface FileResult {
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly resultId: string;
  readonly format: Format | undefined;
  /** Files whose change may change this result. */
  readonly dependencies: ReadonlySet<string>;
  /** Findings that are not told because of what the file is for. */
  readonly resting: number;
  /** What the check cost. */
  readonly work: readonly Work[];
  /** Whether it was made in the model of a file that takes this one in: the next file's may be made in the same. */
  readonly isShared: boolean;
  /** How many changes there had been when it was made, see `Folders.changes`. */
  readonly changes: number;
}

/** A result of a file that is not open, with the state of the file it was made from. */
export interface StoredResult extends FileResult {
  /** Size and time of change; `undefined` makes the next scan check it again. */
  readonly stamp: string | undefined;
}

/** The results of files that are not open in the editor. */
export class Results {
  readonly #stored = new Map<string, StoredResult>();

  get(uri: string): StoredResult | undefined {
    return this.#stored.get(uri);
  }

  set(result: StoredResult): void {
    this.#stored.set(result.uri, result);
  }

  delete(uri: string): void {
    this.#stored.delete(uri);
  }

  clear(): void {
    this.#stored.clear();
  }

  get all(): readonly StoredResult[] {
    return [...this.#stored.values()];
  }

  /** Files that stand below a folder, the folder itself included (a deleted file counts as its own folder). */
  below(uri: string): readonly string[] {
    const prefix = uri.endsWith('/') ? uri : `${uri}/`;
    return [...this.#stored.keys()].filter((key) => key === uri || key.startsWith(prefix));
  }

  /** Files whose result may change with `uri`. */
  dependentsOf(uri: string): readonly string[] {
    const found: string[] = [];
    // Asked at each keystroke: no list of all results is made for it.
    for (const result of this.#stored.values())
      if (result.dependencies.has(uri) && result.uri !== uri) found.push(result.uri);
    return found;
  }

  /** Makes the next scan check these files again; all of them without a condition. */
  touch(condition: (result: StoredResult) => boolean = () => true): void {
    for (const result of this.all) if (condition(result)) this.#touch(result);
  }

  /** Makes the next scan check files again, of which it knows. */
  touchFiles(uris: readonly string[]): void {
    for (const uri of uris) {
      const result = this.#stored.get(uri);
      if (result !== undefined) this.#touch(result);
    }
  }

  #touch(result: StoredResult): void {
    if (result.stamp !== undefined) this.#stored.set(result.uri, { ...result, stamp: undefined });
  }
}
