import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A question that is not answered; the message is for the agent. */
export class Refused extends Error {}

/** Where a client may look. */
export class Roots {
  readonly #folders: readonly string[];
  /** Real paths of the folders. */
  readonly within: readonly string[];
  /** Relative paths start here, and paths in answers are relative to it: the root, or what several have in common. */
  readonly base: string;
  /** Whether somebody named them; else they are the working folder, which is read only. */
  readonly named: boolean;

  private constructor(folders: readonly string[], within: readonly string[], named: boolean) {
    this.#folders = folders;
    this.within = within;
    this.base = commonFolder(folders);
    this.named = named;
  }

  /** `folders`: paths or `file:` URIs; what is not there is left out. Without any, the working folder. */
  static async of(folders: readonly string[], cwd: string): Promise<Roots> {
    const found: [path: string, real: string][] = [];
    for (const folder of folders) {
      const path = pathOf(folder, cwd);
      const real = path === undefined ? undefined : await realpath(path).catch(() => undefined);
      if (path !== undefined && real !== undefined) found.push([path, real]);
    }
    if (found.length > 0)
      return new Roots(
        found.map(([path]) => path),
        found.map(([, real]) => real),
        true,
      );
    if (folders.length > 0) throw new Refused('none of the roots is a folder of this machine');
    return new Roots([cwd], [await realpath(cwd)], false);
  }

  /**
   * The absolute path of what a client names, with its links followed. @throws Refused for everything outside the roots, whether or not it is
   * there, and for what is inside and missing. `missing`: it need not be there, its folder must.
   */
  async resolve(path: string, missing = false): Promise<string> {
    if (path.includes('\0')) throw new Refused('a path with a NUL character');
    const full = resolve(this.base, path);
    const outside = new Refused(`${path} is outside the roots: ${this.#folders.join(', ')}`);
    const near = [...this.#folders, ...this.within];
    if (!near.some((folder) => holds(folder, full))) throw outside;
    const real = await realpath(full).catch(() => undefined);
    if (real !== undefined && !this.#isInside(real)) throw outside;
    if (real !== undefined) return full;
    // What is missing is told only where the way to it stays inside: links that lead out, or nowhere, are outside.
    if (!(await this.#mayBeTold(full))) throw outside;
    const folder = await realpath(dirname(full)).catch(() => undefined);
    if (!missing || folder === undefined) throw new Refused(`${path}: no such file or folder`);
    return full;
  }

  #isInside(real: string): boolean {
    return this.within.some((folder) => holds(folder, real));
  }

  /** Whether the nearest thing that is there on the way to a missing path lies inside, and what follows is no link. */
  async #mayBeTold(path: string): Promise<boolean> {
    for (let at = path; at !== dirname(at); at = dirname(at)) {
      const real = await realpath(at).catch(() => undefined);
      if (real !== undefined) return this.#isInside(real);
      if ((await lstat(at).catch(() => undefined)) !== undefined) return false;
    }
    return false;
  }
}

function pathOf(folder: string, cwd: string): string | undefined {
  if (!folder.startsWith('file:')) return resolve(cwd, folder);
  try {
    return fileURLToPath(folder);
  } catch {
    return undefined;
  }
}

function holds(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function commonFolder([first = '', ...others]: readonly string[]): string {
  let shared = first;
  while (!others.every((path) => holds(shared, path)) && shared !== dirname(shared)) shared = dirname(shared);
  return shared;
}
