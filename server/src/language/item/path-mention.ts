import type { Span } from '../../text/span.ts';

/** A text in a file that may be the path of another one. Whether that is there, who asks looks up. */
export interface PathMention {
  readonly span: Span;
  /** The URIs it may mean, best first. */
  readonly uris: readonly string[];
}

/** Where a path relative to a file leads, as the models resolve it. */
export type Resolve = (path: string) => string;

/** A path that leads somewhere in the project by itself: no variable, no home folder, no pattern, nothing absolute. */
export function isProjectPath(text: string): boolean {
  return (
    text.length > 0 &&
    text.length < 300 &&
    /^[^\s$~*?[\]{}<>|"'`\\:/][^\s$*?[\]{}<>|"'`\\:]*$/.test(text) &&
    !text.endsWith('/')
  );
}
