import type { Span } from '../../../text/span.ts';
import type { Layout } from '../model/layout.ts';
import type { ComposeDocument } from '../model/nodes.ts';
import { asSnippet } from './yaml-text.ts';

/** One change in one file; a rule's `FileEdit`. */
export interface ComposeEdit {
  readonly uri: string;
  readonly span: Span;
  readonly newText: string;
  /** Present when a placeholder was given: `newText` is an LSP snippet with the rest escaped. */
  readonly snippet?: boolean;
}

/** `undefined` means it cannot be done in place (a shared anchor, a merged key, half a file). */
export type Edits = readonly ComposeEdit[] | undefined;

/** Where an operation works: one document in its author's layout. */
export interface Place {
  readonly document: ComposeDocument;
  readonly layout: Layout;
}

/** A change before its placeholders are turned into a snippet. */
export interface Change {
  readonly span: Span;
  readonly text: string;
}

/** The edits of a file; insertions at the same place become one, in the given order. `undefined` when changes collide. */
export function finish({ document }: Place, changes: readonly (Change | undefined)[]): Edits {
  const merged: Change[] = [];
  for (const change of changes) {
    if (change === undefined) return undefined;
    const { start, end } = change.span;
    const same = merged.findIndex(({ span }) => span.start === start && span.end === start && end === start);
    const other = merged[same];
    if (other !== undefined) merged[same] = { span: other.span, text: other.text + change.text };
    else if (merged.some(({ span }) => span.start <= end && start <= span.end)) return undefined;
    else merged.push(change);
  }
  return merged.map(({ span, text }) => ({ uri: document.uri, span, ...asSnippet(text) }));
}
