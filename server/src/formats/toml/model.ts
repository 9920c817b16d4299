import type { Span } from '../../text/span.ts';
import type { Stage } from '../format.ts';
import type { RelatedFiles } from '../related-files.ts';
import type { TomlFile } from './read.ts';

export interface TomlLeaf {
  readonly path: readonly (string | number)[];
  readonly keySpan: Span;
  readonly valueSpan: Span;
}

export interface TomlTable {
  readonly path: readonly (string | number)[];
  readonly headerSpan: Span;
}

export interface TomlModel {
  readonly format: 'toml';
  readonly uri: string;
  readonly stage: Stage;
  readonly file: TomlFile;
  readonly leaves: readonly TomlLeaf[];
  readonly tables: readonly TomlTable[];
  readonly files: RelatedFiles;
}
