import ignore, { type Ignore, type TestResult } from 'ignore';

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
      const matcher = ignore({ allowRelativePaths: true }).add(patterns);
      return {
        folder,
        test: (path: string) => {
          const result = verdictOf(matcher, path);
          return result?.ignored === true ? true : result?.unignored === true ? false : undefined;
        },
      };
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

/** A pattern may be too large for a regular expression, which shows when it is first used: then it leaves nothing out. */
function verdictOf(matcher: Ignore, path: string): TestResult | undefined {
  try {
    return matcher.test(path);
  } catch {
    return undefined;
  }
}

/** Whether `path` matches one of the gitignore-style globs. */
export function matchesAny(globs: readonly string[], path: string): boolean {
  if (path === '' || path === '..' || path.startsWith('../')) return false;
  return verdictOf(ignore({ allowRelativePaths: true }).add([...globs]), path)?.ignored === true;
}
