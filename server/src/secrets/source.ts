import type { Span } from '../text/span.ts';

/** What the secret engine needs of a named value; `NamedValue` of the subjects is one. */
export interface SecretSource {
  readonly format: string;
  readonly place: string;
  readonly name: string;
  readonly path: readonly string[];
  readonly valueSpan: Span;
  /** The value as written. */
  readonly source: string;
  readonly isString: boolean;
  readonly literal: string | undefined;
  readonly references: readonly SecretReference[];
  readonly owner?: string | undefined;
  readonly image?: string | undefined;
  readonly contextWords: readonly string[];
}

export interface SecretReference {
  readonly name: string;
  readonly span: Span;
  readonly operator: string;
  readonly word?: { readonly text: string; readonly span: Span } | undefined;
}
