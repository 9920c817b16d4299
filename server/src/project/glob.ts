import { remembered } from '../text/remembered.ts';
import type { FileStore, GlobResult } from './file-store.ts';
import type { HostEntry } from './host.ts';
import { canonicalUri, resolveUri } from './uri.ts';

/** A pattern that names more folders than this is not followed: what it finds stays unknown. */
const MOST_FOLDERS = 256;

/** One search for the files that match a glob, in what the store knows of folders. Reads nothing. */
export class Glob {
  readonly #store: FileStore;
  readonly #allowed: (uri: string) => boolean;
  readonly #mayList: boolean;
  readonly #listed: [string, readonly HostEntry[] | undefined][] = [];
  readonly #wanted: string[] = [];

  /** `mayList`: whether a folder that is not known is listed where the host needs no waiting for it. */
  constructor(store: FileStore, allowed: (uri: string) => boolean, mayList = false) {
    this.#store = store;
    this.#allowed = allowed;
    this.#mayList = mayList;
  }

  /** Files that match `pattern`, seen from `folder`, in the order of their names. */
  result(pattern: string, folder: string): GlobResult {
    const found = this.#files(pattern, folder);
    return { found, listed: this.#listed, wanted: this.#wanted };
  }

  #files(pattern: string, from: string): readonly string[] | undefined {
    const slash = pattern.lastIndexOf('/');
    return this.#matching(slash < 0 ? '.' : pattern.slice(0, slash) || '/', pattern.slice(slash + 1), from, 'files');
  }

  #matching(folders: string, name: string, from: string, kind: 'files' | 'folders'): readonly string[] | undefined {
    const parents = /[*?[]/.test(folders) ? this.#folders(folders, from) : [canonicalUri(resolveUri(from, folders))];
    if (parents === undefined || parents.length > MOST_FOLDERS) return undefined;
    const found: string[] = [];
    const matches = matcherOf(name);
    let isKnown = true;
    // Every folder is asked for at once: one after the other, a wide pattern would look like a long chain.
    for (const parent of parents) {
      const names = this.#names(parent);
      isKnown &&= names !== undefined;
      for (const one of names?.[kind] ?? []) if (matches(one)) found.push(canonicalUri(resolveUri(parent, `./${one}`)));
    }
    return isKnown ? found : undefined;
  }

  #folders(pattern: string, from: string): readonly string[] | undefined {
    const slash = pattern.lastIndexOf('/');
    return this.#matching(slash < 0 ? '.' : pattern.slice(0, slash) || '/', pattern.slice(slash + 1), from, 'folders');
  }

  #names(folder: string): Names | undefined {
    if (!this.#allowed(folder)) return undefined;
    if (this.#mayList) this.#store.listAtOnce(folder);
    const entries = this.#store.folder(folder);
    this.#listed.push([folder, entries]);
    if (!this.#store.hasFolder(folder)) {
      this.#wanted.push(folder);
      return undefined;
    }
    return entries === undefined ? NO_NAMES : namesOf(entries);
  }
}

interface Names {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const NO_NAMES: Names = { files: [], folders: [] };
/** By listing, which is never changed: a new one is another object. */
const NAMES = new WeakMap<readonly HostEntry[], Names>();

function namesOf(entries: readonly HostEntry[]): Names {
  let names = NAMES.get(entries);
  if (names === undefined) {
    names = {
      files: entries.filter((entry) => entry.kind !== 'folder').map((entry) => entry.name),
      folders: entries.filter((entry) => entry.kind === 'folder').map((entry) => entry.name),
    };
    NAMES.set(entries, names);
  }
  return names;
}

/** Whether a name matches a pattern. Most patterns are words with `*` between: their parts stand in the name one behind the other. */
const matcherOf = remembered((pattern): ((name: string) => boolean) => {
  if (/[?[]/.test(pattern)) return (name) => matchesGlob(pattern, name);
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return (name) => name === pattern;
  return (name) => {
    if (name.startsWith('.') && !pattern.startsWith('.')) return false;
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
    const end = name.length - last.length;
    let at = first.length;
    for (const part of parts) {
      const found = name.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
});

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
