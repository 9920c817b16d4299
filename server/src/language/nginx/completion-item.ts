import type { Span } from '../../text/span.ts';

export type NginxCompletionKind = 'directive' | 'block' | 'value' | 'variable' | 'reference' | 'file' | 'folder';

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
  /** There is something to choose behind it: an editor that can, asks again at once. */
  readonly goesOn?: boolean;
}

/** A proposal that is inserted as it is shown. */
export function plainItem(
  label: string,
  kind: NginxCompletionKind,
  detail: string,
  span: Span,
  sortText: string,
): NginxCompletion {
  return { label, kind, detail, insertText: label, isSnippet: false, span, sortText };
}

/** A number as text that sorts like it. */
export function rankText(group: number, rank: number): string {
  return `${group}${String(rank).padStart(4, '0')}`;
}
