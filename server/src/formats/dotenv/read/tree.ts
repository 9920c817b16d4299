import type { Span } from '../../../text/span.ts';
import type { ReadFile } from '../../format.ts';
import type { DotenvReference } from './references.ts';
import type { Quote, ScannedEntry } from './scan.ts';

/** One `KEY=value` of a `.env` file, or a `KEY` alone on its line. */
export interface DotenvEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** From the first character of the line (or `export`) to the end of the value. */
  readonly span: Span;
  /** The value as written, without its quotes. */
  readonly valueSpan: Span;
  /** The value as written, with its quotes. */
  readonly rawSpan: Span;
  readonly quote: Quote;
  /** The value as the npm package `dotenv` reads this entry alone; `undefined` when it reads none (a key alone on its line). */
  readonly value: string | undefined;
  readonly exportSpan: Span | undefined;
  /** `''` for a key alone on its line. */
  readonly separator: '=' | ':' | '';
  readonly separatorSpan: Span;
  /** The comment behind the value, from its `#`. */
  readonly commentSpan: Span | undefined;
  readonly defect: ScannedEntry['defect'];
  readonly references: readonly DotenvReference[];
}

/** A `.env` text read: no key is lost, duplicates included. */
export interface DotenvFile extends ReadFile {
  /** In the order of the text; of two entries with one key the later wins in every loader. */
  readonly entries: readonly DotenvEntry[];
  /** Lines that are neither assignment, key, comment nor blank to the npm package `dotenv`. */
  readonly junk: readonly Span[];
  readonly hasBom: boolean;
}
