import type { Span } from '../../text/span.ts';

export type NginxCompletionKind = 'directive' | 'block' | 'value' | 'variable' | 'reference';

/** One proposal. */
export interface NginxCompletion {
  readonly label: string;
  readonly kind: NginxCompletionKind;
  /** A short line beside the label: the argument forms, or what a variable is. */
  readonly detail: string;
  /** Replaces `span`; an LSP snippet when `isSnippet`. */
  readonly insertText: string;
  readonly isSnippet: boolean;
  readonly span: Span;
  /** Ascending: the likelier first. */
  readonly sortText: string;
}
