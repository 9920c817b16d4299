import type { Location } from '../formats/format.ts';
import type { Span } from '../text/span.ts';

export type FixSafety = 'safe' | 'behavior-changing' | 'needs-input';

/** One change to one file. */
export interface FileEdit {
  /** The file; default: the file of the finding. */
  readonly uri?: string;
  readonly span: Span;
  readonly newText: string;
  /** `newText` is an LSP snippet (`${1:512m}`); literal `$`, `}` and `\` in it are escaped. */
  readonly snippet?: boolean;
  /** The file may not exist yet and is created. */
  readonly create?: boolean;
}

/** A repair. `edits` is called only when somebody asks for it (secrets are generated then); spans refer to the linted text. */
export interface Fix {
  /** Imperative, names the object; a behavior-changing fix ends with its consequence in parentheses. */
  readonly title: string;
  readonly safety: FixSafety;
  /**
   * The first step of a procedure that a person finishes (the rotation of a key): the finding stays until then, findings of these rules say
   * what is left to do, and no fixing of many findings at once begins it.
   */
  readonly begins?: readonly string[] | undefined;
  /** Rules whose finding is the known price of the repair: less than what it repairs, and nothing that keeps it from being made. */
  readonly price?: readonly string[] | undefined;
  /** Lines that the fix writes a second time: it is not offered while one of them has a finding, which would be there twice then. */
  readonly repeats?: readonly Location[];
  edits(): readonly FileEdit[];
}

/** A fix with its edits already known. */
export function fix(title: string, safety: FixSafety, edits: readonly FileEdit[]): Fix {
  return { title, safety, edits: () => edits };
}

/** The same for edits that may not be possible (`undefined`): then no fix at all. `repeats`: the lines they copy. */
export function fixIf(
  title: string,
  safety: FixSafety,
  edits: readonly FileEdit[] | undefined,
  repeats: readonly Location[] = [],
): readonly Fix[] {
  if (edits === undefined || edits.length === 0) return [];
  const made = fix(title, safety, edits);
  return [repeats.length === 0 ? made : { ...made, repeats: repeats.map(({ uri, span }) => ({ uri, span })) }];
}

/** Fixes that are made when they are asked for first, and then kept. */
export function madeOnce(make: () => readonly Fix[]): () => readonly Fix[] {
  let made: readonly Fix[] | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
