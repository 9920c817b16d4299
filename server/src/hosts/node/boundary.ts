import { realpathSync } from 'node:fs';
import { lstat, readlink, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { onDisk, spelled } from './names.ts';

/** Where a path leads when every link on the way is followed. */
export type Resolved =
  | { readonly state: 'inside'; readonly path: string }
  /** It leads out of the boundary; whether anything is there is not told. */
  | { readonly state: 'outside'; readonly byLink: boolean }
  /** Nothing is there, or it cannot be told: the code of the system's error. */
  | { readonly state: 'failed'; readonly code: string };

/** As many links as Linux follows on one path. */
const MOST_LINKS = 40;

/** Folders that nothing leads out of. Paths are spelled as {@link spelled} does. */
export class Boundary {
  readonly #roots: readonly string[];
  #real: Promise<readonly string[]> | undefined;
  /** What has come of it. */
  #realNow: readonly string[] | undefined;

  /** `roots`: absolute paths. Empty: no limit. */
  constructor(roots: readonly string[]) {
    this.#roots = roots;
  }

  /** Whether the path lies in it as written, links aside. */
  holds(path: string): boolean {
    return this.#roots.some((root) => isBelow(root, path));
  }

  isRoot(path: string): boolean {
    return this.#roots.includes(path);
  }

  /** Follows every link of a path and says where it ends. What lies outside is never told apart from what is not there. */
  async resolve(path: string): Promise<Resolved> {
    const real = await this.#realRoots();
    try {
      const target = await realPath(path);
      if (this.#roots.length === 0 || real.some((root) => isBelow(root, target)))
        return { state: 'inside', path: target };
    } catch (error) {
      if (this.#roots.length === 0 || !(await this.#leadsOut(path, real)))
        return { state: 'failed', code: codeOf(error) };
    }
    return { state: 'outside', byLink: [...this.#roots, ...real].some((root) => isBelow(root, path)) };
  }

  /** Whether {@link resolve} says `outside` of a path that lies out of it as written, without waiting; `false` also: it has to be asked. */
  isOutsideNow(path: string): boolean {
    const real = this.#realNow;
    if (real === undefined || this.#roots.length === 0) return false;
    if ([...this.#roots, ...real].some((root) => isBelow(root, path))) return false;
    try {
      const target = spelled(realpathSync.native(onDisk(path), { encoding: 'buffer' }));
      return !real.some((root) => isBelow(root, target));
    } catch {
      return true;
    }
  }

  #realRoots(): Promise<readonly string[]> {
    this.#real ??= Promise.all(this.#roots.map((root) => realPath(root).catch(() => root))).then((real) => {
      this.#realNow = real;
      return real;
    });
    return this.#real;
  }

  /** For a path at whose end nothing can be reached: whether it leaves the boundary, followed link by link. Looks at nothing outside. */
  async #leadsOut(path: string, real: readonly string[]): Promise<boolean> {
    const all = [...this.#roots, ...real];
    let full = path;
    for (let links = 0; links <= MOST_LINKS; links++) {
      const root = all.filter((one) => isBelow(one, full)).sort((a, b) => b.length - a.length)[0];
      if (root === undefined) return true;
      const next = await firstLink(root, full);
      if (next === undefined) return false;
      full = next;
    }
    return false;
  }
}

/** The path with the first link below `root` replaced by where it points; `undefined` when there is none before it ends. */
async function firstLink(root: string, path: string): Promise<string | undefined> {
  const names = relative(root, path).split(sep);
  let at = root;
  for (const [i, name] of names.entries()) {
    const folder = at;
    at = join(at, name);
    try {
      if (!(await lstat(onDisk(at))).isSymbolicLink()) continue;
      const target = spelled(await readlink(onDisk(at), { encoding: 'buffer' }));
      return join(resolve(folder, target), ...names.slice(i + 1));
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** The path with every link followed, spelled. */
export async function realPath(path: string): Promise<string> {
  return spelled(await realpath(onDisk(path), { encoding: 'buffer' }));
}

/** Whether `path` is `folder` or lies below it; both absolute. */
export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The code of a file system error, `` for others. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What a scanned path may look at, and why that far. */
export interface FoundBoundary {
  readonly folder: string;
  readonly because: 'git' | 'settings' | 'path';
}

/** Finds what a scan of a folder may look at; looks at every folder once. */
export class BoundaryFinder {
  readonly #isTop: (folder: string) => Promise<boolean>;
  readonly #known = new Map<string, Promise<FoundBoundary | undefined>>();

  /** `isTop`: whether the settings of a folder say that nothing above it counts. */
  constructor(isTop: (folder: string) => Promise<boolean>) {
    this.#isTop = isTop;
  }

  /**
   * The nearest folder, `folder` itself or above it, that is the root of a git repository or the top of its settings; else `folder`. Never
   * what the current folder happens to be.
   */
  async of(folder: string): Promise<FoundBoundary> {
    return (await this.#above(folder)) ?? { folder, because: 'path' };
  }

  #above(folder: string): Promise<FoundBoundary | undefined> {
    let known = this.#known.get(folder);
    if (known === undefined) {
      known = this.#find(folder);
      this.#known.set(folder, known);
    }
    return known;
  }

  async #find(folder: string): Promise<FoundBoundary | undefined> {
    if (await exists(join(folder, '.git'))) return { folder, because: 'git' };
    if (await this.#isTop(folder)) return { folder, because: 'settings' };
    return dirname(folder) === folder ? undefined : this.#above(dirname(folder));
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(onDisk(path)).then(
    () => true,
    () => false,
  );
}
