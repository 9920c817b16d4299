import type { Span } from '../../text/span.ts';
import type { Stage } from '../format.ts';
import type { RelatedFiles } from '../related-files.ts';
import type { DotenvFile } from './read.ts';

/** One `KEY=value` of a `.env` file. */
export interface DotenvEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** From the first character of the line (or `export`) to the end of the value. */
  readonly span: Span;
  /** The value as written, without its quotes. */
  readonly valueSpan: Span;
  readonly quote: '' | '"' | "'" | '`';
  /** The value as the npm package `dotenv` reads this entry alone; `undefined` when it reads none. */
  readonly value: string | undefined;
}

export interface DotenvModel {
  readonly format: 'dotenv';
  readonly uri: string;
  readonly stage: Stage;
  readonly file: DotenvFile;
  readonly entries: readonly DotenvEntry[];
  readonly files: RelatedFiles;
}
