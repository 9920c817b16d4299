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

/** The change in units that can be taken or left one by one: the edits of one fix, or of several where one builds on another. */
export interface ChangeUnits {
  /** By unit: what was given with its changes. */
  readonly authors: readonly (readonly number[])[];
  /** By file: edits of the text before, each of one unit, in order; several may insert at one place, in this order. */
  readonly edits: ReadonlyMap<string, readonly UnitEdit[]>;
}

export interface UnitEdit extends TextEdit {
  /** Its unit's place among {@link ChangeUnits.authors}. */
  readonly unit: number;
}

/** The texts that were changed, each with all of its edits. */
export class ChangedTexts {
  readonly before = new Map<string, string | undefined>();
  readonly #pieces = new Map<string, Pieces>();
  readonly #groups = new Map<string, Set<string>>();
  readonly #authors = new Set<number>();

  /** Takes the changes of one fix or of several that are independent of each other. `author` names them, see {@link units}. */
  take(
    changes: readonly {
      readonly uri: string;
      readonly edits: readonly TextEdit[];
      readonly before: string | undefined;
    }[],
    author = 0,
  ): void {
    this.#authors.add(author);
    for (const { uri, edits, before } of changes) {
      const pieces = this.#pieces.get(uri) ?? new Pieces(before ?? '');
      if (!this.#pieces.has(uri)) {
        this.before.set(uri, before);
        this.#pieces.set(uri, pieces);
        this.#groups.set(uri, new Set([uri]));
      }
      pieces.apply(edits, author);
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

  /** What differs from before, in units. */
  get units(): ChangeUnits {
    const nameOf = this.#nameOf();
    const units = new Map<number, { readonly unit: number; readonly authors: number[] }>();
    const edits = new Map<string, UnitEdit[]>();
    for (const [uri, pieces] of this.#pieces) {
      const list = pieces.editsBy(nameOf).map(({ author, span, newText }) => {
        const known = units.get(author) ?? { unit: units.size, authors: [] };
        units.set(author, known);
        return { span, newText, unit: known.unit };
      });
      if (list.length > 0) edits.set(uri, list);
    }
    for (const author of this.#authors) units.get(nameOf(author))?.authors.push(author);
    return { authors: [...units.values()].map(({ authors }) => authors), edits };
  }

  /** Under which name the edits of an author are counted: one name for those that hang together. */
  #nameOf(): (author: number) => number {
    const parent = new Map<number, number>();
    const find = (author: number): number => {
      let root = author;
      for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
      return root;
    };
    for (const { entangled } of this.#pieces.values()) {
      for (const [one, other] of entangled) {
        const [a, b] = [find(one), find(other)];
        if (a !== b) parent.set(Math.max(a, b), Math.min(a, b));
      }
    }
    return find;
  }
}
