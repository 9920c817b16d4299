/** What a file holds, as the host sees it. */
export type HostFile =
  | { readonly state: 'read'; readonly text: string }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly reason: string };

export interface HostEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/**
 * What lies outside the engine. The Node host reads the file system inside the workspace roots, the client host reads through
 * the editor. No method throws; URIs are `file:` URIs or whatever scheme the editor uses.
 */
export interface Host {
  /** The text of a file: at most `maxFileSize` bytes, UTF-8 (a BOM stays in the text). */
  read(uri: string): Promise<HostFile>;
  /** What changes when the file does (size and time of change); `undefined` when it is not there. */
  stat(
    uri: string,
  ): Promise<{ readonly size: number; readonly modified: number; readonly kind: 'file' | 'folder' } | undefined>;
  /** The entries of a folder in the order of their names; `undefined` when it cannot be listed. */
  list(folder: string): Promise<readonly HostEntry[] | undefined>;
  /** Whether git tracks the file, from git's own index file; `undefined` when not known. Absent on hosts without git. */
  isTracked?(uri: string): Promise<boolean | undefined>;
  /** Starts a watch that tells the milliseconds of work since, as well as the host can; absent: the time that passes is taken. */
  readonly stopwatch?: (() => () => number) | undefined;
  /** Present where nothing changes while the host lives and the answers need no waiting. */
  readonly atOnce?: HostAtOnce | undefined;
}

/** A host that is asked without waiting. Every answer is the one its {@link Host} gives; `undefined`: that one has to be asked. */
export interface HostAtOnce {
  read(uri: string): HostFile | undefined;
  list(folder: string): { readonly entries: readonly HostEntry[] | undefined } | undefined;
  isTracked(uri: string): { readonly tracked: boolean | undefined } | undefined;
}

/** Why a file of more bytes than the limit is not read. */
export function tooLarge(limit: number): string {
  return `larger than ${limit} bytes (--max-file-size)`;
}

/** Whether a text takes more than so many bytes as UTF-8. */
export function isLonger(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  if (text.length * 3 <= bytes) return false;
  return new TextEncoder().encode(text).length > bytes;
}
