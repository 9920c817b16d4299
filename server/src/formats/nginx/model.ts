import type { Span } from '../../text/span.ts';
import type { Stage } from '../format.ts';
import type { RelatedFiles } from '../related-files.ts';
import type { NginxFile } from './read.ts';

export interface NginxDirective {
  readonly name: string;
  readonly nameSpan: Span;
}

export interface NginxScope {
  readonly kind: string;
  readonly nameSpan: Span;
}

export interface NginxModel {
  readonly format: 'nginx';
  readonly uri: string;
  readonly stage: Stage;
  readonly file: NginxFile;
  readonly scopes: readonly NginxScope[];
  readonly directives: readonly NginxDirective[];
  readonly files: RelatedFiles;
}
