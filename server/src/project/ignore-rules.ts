import { IgnorePatterns } from './ignore-patterns.ts';

/** Patterns of one `.gitignore` (or `ignore` list) and the folder they are relative to. */
export interface IgnoreLayer {
  /** Path of the folder relative to the walk's root, `` for the root. */
  readonly folder: string;
  readonly patterns: readonly string[];
}

/** Gitignore semantics over several folders: the nearest file that has an opinion decides. Built by adding layers downwards. */
export class IgnoreRules {
  readonly #layers: readonly { readonly folder: string; readonly test: (path: string) => boolean | undefined }[];

  constructor(layers: readonly IgnoreLayer[] = [], inherited?: IgnoreRules) {
    const own = layers.map(({ folder, patterns }) => {
      const matcher = new IgnorePatterns(patterns);
      return { folder, test: (path: string) => matcher.verdict(path) };
    });
    this.#layers = [...(inherited?.layers ?? []), ...own];
  }

  get layers(): readonly { readonly folder: string; readonly test: (path: string) => boolean | undefined }[] {
    return this.#layers;
  }

  /** Whether a path (relative to the walk's root; folders end with `/`) is ignored. Parents are taken to be walked before. */
  ignores(path: string): boolean {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const layer = this.#layers[i];
      if (layer === undefined) continue;
      const below =
        layer.folder === ''
          ? path
          : path.startsWith(`${layer.folder}/`)
            ? path.slice(layer.folder.length + 1)
            : undefined;
      const verdict = below === undefined || below === '' ? undefined : layer.test(below);
      if (verdict !== undefined) return verdict;
    }
    return false;
  }
}

/** By list, which is never changed: settings are asked for every file. */
const READ = new WeakMap<readonly string[], IgnorePatterns>();

/** Whether `path` matches one of the gitignore-style globs. */
export function matchesAny(globs: readonly string[], path: string): boolean {
  if (path === '' || path === '..' || path.startsWith('../')) return false;
  let patterns = READ.get(globs);
  if (patterns === undefined) {
    patterns = new IgnorePatterns(globs);
    READ.set(globs, patterns);
  }
  return patterns.verdict(path) === true;
}

/** Whether `path` matches one gitignore-style glob. */
export function matchesGlob(glob: string, path: string): boolean {
  let list = LISTS.get(glob);
  if (list === undefined) {
    if (LISTS.size >= MOST_LISTS) LISTS.clear();
    list = [glob];
    LISTS.set(glob, list);
  }
  return matchesAny(list, path);
}

const LISTS = new Map<string, readonly string[]>();
const MOST_LISTS = 1024;
