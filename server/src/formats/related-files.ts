import type { Stage } from './format.ts';

/** What is known of another file of the project at the moment of a lint. */
export type RelatedFile =
  | {
      readonly state: 'read';
      readonly uri: string;
      readonly text: string;
      readonly stage: Stage;
      readonly tracked?: boolean | undefined;
    }
  /** The host says there is no such file. */
  | { readonly state: 'missing'; readonly uri: string }
  /** Outside the workspace, too large, not text, no permission, or not read yet: nothing may be concluded. */
  | { readonly state: 'unreadable'; readonly uri: string; readonly reason: string };

/** How the `.gitignore` files above a file treat it. */
export interface IgnoreState {
  readonly ignored: boolean;
  /** Where a pattern has the last word: the nearest one there is; without `text` when one is still to be made. */
  readonly file: { readonly uri: string; readonly text: string | undefined };
  /** The path of the file below the folder of that `.gitignore`. */
  readonly path: string;
}

/**
 * The other files a model may look at. All reading has happened before: look-ups are synchronous, do no I/O and never throw.
 * A file that was asked for and is not there yet is noted, read by the project, and the model is built again.
 */
export interface RelatedFiles {
  /** The URI of the file the model is built for. */
  readonly uri: string;
  /** The URI of `path` (POSIX, relative or absolute) as seen from the folder of `from` (default: this file). */
  resolve(path: string, from?: string): string;
  /** A file by URI. */
  get(uri: string): RelatedFile;
  /** URIs that match a glob of `*`, `?`, `[...]` (no `**`) in the order of their names; `undefined` when the folder is not known. */
  glob(pattern: string, from?: string): readonly string[] | undefined;
  /** What git leaves out, as far as `.gitignore` files of the repository say; `undefined` when one of them is not known. */
  ignoreState(uri: string): IgnoreState | undefined;
  /** A value parsed from a file, made once a version and shared by every model that asks with the same `kind`. */
  parsed<T>(uri: string, kind: string, parse: (text: string) => T): T | undefined;
  /** Words of the workspace (folder and project names) that count as dictionary words in a secret. */
  readonly workspaceWords: readonly string[];
}

/** No other files at all: for single documents and tests. */
export function noRelatedFiles(uri: string): RelatedFiles {
  return {
    uri,
    resolve: (path) => path,
    get: (other) => ({ state: 'unreadable', uri: other, reason: 'no project' }),
    glob: () => undefined,
    ignoreState: () => undefined,
    parsed: () => undefined,
    workspaceWords: [],
  };
}
