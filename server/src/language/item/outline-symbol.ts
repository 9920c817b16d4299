import type { Span } from '../../text/span.ts';

/** One line of the outline. Never holds a value that may be a secret. */
export interface OutlineSymbol {
  readonly name: string;
  /** A few words behind the name. */
  readonly detail: string;
  readonly kind: OutlineKind;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineSymbol[];
}

export type OutlineKind =
  | 'module'
  | 'server'
  | 'location'
  | 'upstream'
  | 'variable'
  | 'condition'
  | 'include'
  | 'block'
  | 'service'
  | 'key'
  | 'table';
