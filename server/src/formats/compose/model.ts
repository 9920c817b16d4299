import type { Span } from '../../text/span.ts';
import type { Stage } from '../format.ts';
import type { RelatedFiles } from '../related-files.ts';
import type { ComposeFile } from './read.ts';

export interface ComposeService {
  readonly name: string;
  readonly nameSpan: Span;
}

export interface ComposeModel {
  readonly format: 'compose';
  readonly uri: string;
  readonly stage: Stage;
  readonly file: ComposeFile;
  readonly services: readonly ComposeService[];
  readonly files: RelatedFiles;
}
