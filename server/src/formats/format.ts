import type { Span } from '../text/span.ts';

/** The four kinds of file that are read. */
export type Format = 'dotenv' | 'compose' | 'toml' | 'nginx';

export const FORMATS: readonly Format[] = ['dotenv', 'compose', 'toml', 'nginx'];

/** What a file is for; decided by its name or the settings. Its content only lowers severities. */
export type Stage = 'production' | 'development' | 'template';

/** Something wrong with the text itself. `message` never contains a value of the file. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
  /**
   * `warning`: the rest of the file is still known to be complete, so rules about absent things may report.
   * `information`: the same, and nothing is wrong either. Default `error`.
   * `warning`: the rest of the file is still known to be complete, so rules about absent things may speak.
   * `information`: the same, and nothing is wrong either.
   * `unchecked`: from here on nothing was looked at, whatever is wrong there. Default `error`.
   */
  readonly kind?: 'error' | 'warning' | 'information' | 'unchecked';
}

/** One comment; `span` covers its marker (`#`) to the last character before the line ending. */
export interface Comment {
  readonly span: Span;
  /** Whether nothing but white space stands before it on its line. */
  readonly ownLine: boolean;
}

/** What every reader returns for a text, besides its own tree. Readers never throw. */
export interface ReadFile {
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
  /** In the order of the text. */
  readonly comments: readonly Comment[];
  /**
   * Everything a suppression comment can stand on or above (an entry, a service, a block, a table with its body),
   * in the order of the text, outer before inner.
   */
  readonly elements: readonly Span[];
  /** What tells elements apart whose first words are the same (two `server` blocks); the others go by their first words. */
  readonly names?: ReadonlyMap<Span, string>;
  /** False after a syntax error: then nothing may be called absent. */
  readonly complete: boolean;
}

/** A place in some file. */
export interface Location {
  readonly uri: string;
  readonly span: Span;
}
