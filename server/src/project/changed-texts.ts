import type { TextEdit } from '../text/edit.ts';
import { Pieces } from '../text/pieces.ts';

/** Texts before and after one or several fixes. */
export interface ChangedFiles {
  /** The texts as they were read, by URI; `undefined` for a file that is to be made. */
  readonly before: ReadonlyMap<string, string | undefined>;
  readonly after: ReadonlyMap<string, string>;
  /** The same as edits of the texts before, disjoint and in order. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** The changed files in groups that are written together or not at all. */
  readonly groups: readonly (readonly string[])[];
}

/** The texts that were changed, each with all of its edits. */
export class ChangedTexts {
  readonly before = new Map<string, string | undefined>();
  readonly #pieces = new Map<string, Pieces>();
  readonly #groups = new Map<string, Set<string>>();

  /** Takes the changes of one fix or of several that are independent of each other. */
  take(
    changes: readonly {
      readonly uri: string;
      readonly edits: readonly TextEdit[];
      readonly before: string | undefined;
    }[],
  ): void {
    for (const { uri, edits, before } of changes) {
      const pieces = this.#pieces.get(uri) ?? new Pieces(before ?? '');
      if (!this.#pieces.has(uri)) {
        this.before.set(uri, before);
        this.#pieces.set(uri, pieces);
        this.#groups.set(uri, new Set([uri]));
      }
      pieces.apply(edits);
    }
  }

  /** Files that one fix changes at once: half of it must not be written. */
  join(files: Iterable<string>): void {
    const joined = new Set([...files].flatMap((file) => [...(this.#groups.get(file) ?? [file])]));
    for (const file of joined) this.#groups.set(file, joined);
  }

  /** What differs from before in the end. */
  get result(): ChangedFiles {
    const changed = [...this.#pieces].filter(([uri, { text }]) => text !== this.before.get(uri));
    const after = new Map(changed.map(([uri, { text }]) => [uri, text]));
    const groups = [...new Set(this.#groups.values())].map((group) => [...group].filter((uri) => after.has(uri)));
    return {
      before: this.before,
      after,
      edits: new Map(changed.map(([uri, { edits }]) => [uri, edits])),
      groups: groups.filter((group) => group.length > 0),
    };
  }
}
