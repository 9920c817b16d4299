import type { IgnoreState, RelatedFile, RelatedFiles } from '../formats/related-files.ts';
import type { FileStore } from './file-store.ts';
import { ignoreStateOf } from './ignore-state.ts';
import { canonicalUri, parentUri, resolveUri } from './uri.ts';

/** What a model asked for while it was built and that is not known yet. */
export interface Wishes {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** The files one model may look at: answers from the store, notes what is used and what is missing. Never reads. */
export class LinkedFiles implements RelatedFiles {
  readonly uri: string;
  readonly workspaceWords: readonly string[];
  readonly #store: FileStore;
  readonly #allowed: (uri: string) => boolean;
  readonly #used = new Map<string, number>();
  readonly #listed = new Set<string>();
  readonly #wantedFiles = new Set<string>();
  readonly #wantedFolders = new Set<string>();

  constructor(uri: string, store: FileStore, workspaceWords: readonly string[], allowed: (uri: string) => boolean) {
    this.uri = uri;
    this.workspaceWords = workspaceWords;
    this.#store = store;
    this.#allowed = allowed;
  }

  resolve(path: string, from: string = this.uri): string {
    return canonicalUri(resolveUri(parentUri(from), path));
  }

  get(uri: string): RelatedFile {
    if (!this.#allowed(uri)) return { state: 'unreadable', uri, reason: 'outside the workspace' };
    const known = this.#store.get(uri);
    // Rules look files up too, when the model may be older than the file is by then: the version it was built from stays, and it is stale.
    if (!this.#used.has(uri)) this.#used.set(uri, this.#store.versionOf(uri));
    if (known !== undefined) return known;
    this.#wantedFiles.add(uri);
    return { state: 'unreadable', uri, reason: 'not read yet' };
  }

  glob(pattern: string, from: string = this.uri): readonly string[] | undefined {
    const slash = pattern.lastIndexOf('/');
    const folderPattern = slash < 0 ? '.' : pattern.slice(0, slash) || '/';
    const namePattern = pattern.slice(slash + 1);
    const folders = /[*?[]/.test(folderPattern)
      ? this.#globFolders(folderPattern, from)
      : [this.resolve(folderPattern, from)];
    if (folders === undefined) return undefined;
    const found: string[] = [];
    for (const folder of folders) {
      const names = this.#names(folder);
      if (names === undefined) return undefined;
      for (const name of names.files)
        if (matchesGlob(namePattern, name)) found.push(canonicalUri(resolveUri(folder, `./${name}`)));
    }
    return found;
  }

  ignoreState(uri: string): IgnoreState | undefined {
    return this.#allowed(uri) ? ignoreStateOf(uri, this, this.#allowed) : undefined;
  }

  parsed<T>(uri: string, kind: string, parse: (text: string) => T): T | undefined {
    return this.get(uri).state === 'read' ? this.#store.parsed(uri, kind, parse) : undefined;
  }

  /** Every file looked at, with the version it had. */
  get used(): ReadonlyMap<string, number> {
    return this.#used;
  }

  /** Every folder whose names were looked at. */
  get listed(): ReadonlySet<string> {
    return this.#listed;
  }

  get wishes(): Wishes {
    return { files: this.#wantedFiles, folders: this.#wantedFolders };
  }

  #globFolders(pattern: string, from: string): readonly string[] | undefined {
    const slash = pattern.lastIndexOf('/');
    const parents =
      slash < 0
        ? [this.resolve('.', from)]
        : /[*?[]/.test(pattern.slice(0, slash))
          ? this.#globFolders(pattern.slice(0, slash), from)
          : [this.resolve(pattern.slice(0, slash) || '/', from)];
    if (parents === undefined) return undefined;
    const found: string[] = [];
    for (const parent of parents) {
      const names = this.#names(parent);
      if (names === undefined) return undefined;
      for (const name of names.folders)
        if (matchesGlob(pattern.slice(slash + 1), name)) found.push(canonicalUri(resolveUri(parent, `./${name}`)));
    }
    return found;
  }

  #names(folder: string): { files: string[]; folders: string[] } | undefined {
    if (!this.#allowed(folder)) return undefined;
    this.#listed.add(folder);
    if (!this.#store.hasFolder(folder)) {
      this.#wantedFolders.add(folder);
      return undefined;
    }
    const entries = this.#store.folder(folder);
    if (entries === undefined) return { files: [], folders: [] };
    return {
      files: entries.filter((entry) => entry.kind !== 'folder').map((entry) => entry.name),
      folders: entries.filter((entry) => entry.kind === 'folder').map((entry) => entry.name),
    };
  }
}

/**
 * Shell glob on one name: `*`, `?` and `[a-z]`/`[!a-z]`; a leading dot needs a literal dot. Greedy with one restart point: linear in
 * practice, at worst pattern × name, never exponential.
 */
function matchesGlob(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let p = 0;
  let n = 0;
  let star = -1;
  let retry = 0;
  while (n < name.length) {
    const step = p < pattern.length && pattern[p] !== '*' ? matchOne(pattern, p, name[n] ?? '') : -1;
    if (step > 0) {
      p += step;
      n += 1;
    } else if (pattern[p] === '*') {
      star = p++;
      retry = n;
    } else if (star >= 0) {
      p = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** The length of the pattern piece that matches `char`, or -1. */
function matchOne(pattern: string, p: number, char: string): number {
  const first = pattern[p];
  if (first === '?') return 1;
  const close = first === '[' ? pattern.indexOf(']', p + 2) : -1;
  if (close < 0) return first === char ? 1 : -1;
  const negated = pattern[p + 1] === '!' || pattern[p + 1] === '^';
  let inside = false;
  for (let i = negated ? p + 2 : p + 1; i < close; i++) {
    const isRange = pattern[i + 1] === '-' && i + 2 < close;
    if (isRange ? char >= (pattern[i] ?? '') && char <= (pattern[i + 2] ?? '') : pattern[i] === char) inside = true;
    if (isRange) i += 2;
  }
  return inside !== negated ? close - p + 1 : -1;
}
