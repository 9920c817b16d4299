import type { ReadFile } from '../format.ts';
import type { SourceNode } from './tree.ts';

/** What a compose file turns out to hold. `v1`: services at the top level (Compose 1, before 2016). `empty`: nothing at all. */
export type ComposeKind = 'compose' | 'v1' | 'other' | 'empty';

export interface ComposeFile extends ReadFile {
  readonly kind: ComposeKind;
  /** The first document with content; `undefined` when it is empty. */
  readonly root: SourceNode | undefined;
  /** More documents behind the first (Compose reads them as overrides, in order). */
  readonly further: readonly SourceNode[];
}

/** Reads a compose file; never throws. */
export function readCompose(text: string): ComposeFile {
  return {
    text,
    kind: 'empty',
    root: undefined,
    further: [],
    problems: [],
    comments: [],
    elements: [],
    complete: true,
  };
}
