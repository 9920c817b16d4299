import { statSync } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { spelled } from './names.ts';
import { openFile } from './open-file.ts';

interface Index {
  readonly modified: number;
  readonly names: ReadonlySet<string>;
}

/** Larger indexes are not read: then nothing is said about tracking. */
const MAX_INDEX_BYTES = 64 * 1024 * 1024;
/** A `.git` file holds one path. */
const MAX_GITDIR_BYTES = 16 * 1024;

/** Which files git tracks, read from git's own index file. Git is never started, nothing of the repository runs. */
export class GitIndex {
  readonly #folders = new Map<string, Promise<string | undefined>>();
  readonly #indexes = new Map<string, Promise<Index | undefined>>();
  readonly #once: boolean;
  /** What has come of the two above; kept when nothing is looked at again. */
  readonly #knownTops = new Map<string, string | undefined>();
  readonly #knownIndexes = new Map<string, Index | undefined>();

  /** `once`: an index that was read is not looked at again. */
  constructor(once = false) {
    this.#once = once;
  }

  /** `undefined` when there is no repository or its index cannot be read. */
  async isTracked(path: string): Promise<boolean | undefined> {
    const top = await this.#topOf(dirname(path));
    if (top === undefined) return undefined;
    const index = await this.#index(top);
    if (this.#once) this.#knownIndexes.set(top, index);
    return isNamed(path, top, index);
  }

  /** As {@link isTracked}, without waiting; `undefined`: the index of its repository was not read yet, or may be looked at again. */
  isTrackedNow(path: string): { readonly tracked: boolean | undefined } | undefined {
    const top = this.#once ? this.#topNow(dirname(path)) : undefined;
    if (top === undefined) return this.#once ? { tracked: undefined } : undefined;
    return this.#knownIndexes.has(top) ? { tracked: isNamed(path, top, this.#knownIndexes.get(top)) } : undefined;
  }

  #topNow(folder: string): string | undefined {
    if (this.#knownTops.has(folder)) return this.#knownTops.get(folder);
    const parent = dirname(folder);
    const top = hasGitNow(folder) ? folder : parent === folder ? undefined : this.#topNow(parent);
    this.#knownTops.set(folder, top);
    return top;
  }

  /**
   * Whether git tracks a folder or anything below it, in any spelling a file system may take for the same. `undefined` when there is no
   * repository or its index cannot be read; one that has no index yet tracks nothing.
   */
  async tracksBelow(folder: string): Promise<boolean | undefined> {
    const top = await this.#topOf(dirname(folder));
    if (top === undefined) return undefined;
    const index = await this.#index(top);
    if (index === undefined) return (await hasNoIndex(top)) ? false : undefined;
    const name = relative(top, folder).split(sep).join('/').toLowerCase();
    for (const entry of index.names) {
      const lower = entry.toLowerCase();
      if (lower === name || lower.startsWith(`${name}/`)) return true;
    }
    return false;
  }

  #topOf(folder: string): Promise<string | undefined> {
    if (this.#once) return Promise.resolve(this.#topNow(folder));
    let known = this.#folders.get(folder);
    if (known === undefined) {
      known = this.#findTop(folder);
      this.#folders.set(folder, known);
    }
    return known;
  }

  async #findTop(folder: string): Promise<string | undefined> {
    if (await this.#hasGit(folder)) return folder;
    const parent = dirname(folder);
    return parent === folder ? undefined : this.#topOf(parent);
  }

  async #hasGit(folder: string): Promise<boolean> {
    try {
      await stat(join(folder, '.git'));
      return true;
    } catch {
      return false;
    }
  }

  async #index(top: string): Promise<Index | undefined> {
    const before = this.#once ? this.#indexes.get(top) : undefined;
    if (before !== undefined) return before;
    const reading = this.#read(top);
    if (this.#once) this.#indexes.set(top, reading);
    return reading;
  }

  async #read(top: string): Promise<Index | undefined> {
    const file = await indexFile(top);
    if (file === undefined) return undefined;
    const info = await lstat(file).catch(() => undefined);
    if (info === undefined || !info.isFile() || info.size > MAX_INDEX_BYTES) return undefined;
    const known = this.#once ? undefined : await this.#indexes.get(top);
    if (known?.modified === info.mtimeMs) return known;
    const loading = readRegular(file, MAX_INDEX_BYTES)
      .then((bytes) => ({ modified: info.mtimeMs, names: bytes === undefined ? undefined : readIndex(bytes) }))
      .then(({ modified, names }) => (names === undefined ? undefined : { modified, names }))
      .catch(() => undefined);
    if (!this.#once) this.#indexes.set(top, loading);
    return loading;
  }
}

function hasGitNow(folder: string): boolean {
  try {
    return statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function isNamed(path: string, top: string, index: Index | undefined): boolean | undefined {
  return index?.names.has(relative(top, path).split(sep).join('/'));
}

/** The bytes of a regular file of at most so many. @throws the system's error. */
async function readRegular(path: string, most: number): Promise<Buffer | undefined> {
  const file = await openFile(path);
  try {
    const info = await file.stat();
    return info.isFile() && info.size <= most ? await file.readFile() : undefined;
  } finally {
    await file.close();
  }
}

/** Whether nothing was ever added: git makes the index with the first file. */
async function hasNoIndex(top: string): Promise<boolean> {
  const file = await indexFile(top);
  if (file === undefined) return false;
  return lstat(file).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
  );
}

/**
 * `.git/index`, or the index of a worktree or submodule whose `.git` is a file `gitdir: path`. Such a line may have come with somebody's
 * tree: it is followed where it leads back, and a link is not. `undefined`: nobody can tell.
 */
async function indexFile(top: string): Promise<string | undefined> {
  const dotGit = join(top, '.git');
  try {
    const info = await lstat(dotGit);
    if (info.isDirectory()) return join(dotGit, 'index');
    if (!info.isFile()) return undefined;
    const named = /^gitdir: (.+)$/m.exec((await readRegular(dotGit, MAX_GITDIR_BYTES))?.toString('utf8') ?? '')?.[1];
    if (named === undefined) return undefined;
    const folder = resolve(top, named.trim());
    return isModuleOf(folder, top) || (await isWorktreeOf(folder, top)) ? join(folder, 'index') : undefined;
  } catch {
    return undefined;
  }
}

/** Git keeps a submodule's folder in `.git/modules` of a repository around it (gitrepository-layout). */
function isModuleOf(folder: string, top: string): boolean {
  for (let above = dirname(top); ; above = dirname(above)) {
    if (folder.startsWith(join(above, '.git', 'modules') + sep)) return true;
    if (dirname(above) === above) return false;
  }
}

/** Git keeps a worktree's folder in `worktrees` of its repository, with a file `gitdir` that names the worktree's own `.git`. */
async function isWorktreeOf(folder: string, top: string): Promise<boolean> {
  if (basename(dirname(folder)) !== 'worktrees') return false;
  const back = (await readRegular(join(folder, 'gitdir'), MAX_GITDIR_BYTES))?.toString('utf8').trim();
  if (back === undefined || back === '') return false;
  const [named, own] = await Promise.all([resolve(folder, back), join(top, '.git')].map((path) => realpath(path)));
  return named === own;
}

/**
 * Names in a git index, versions 2 to 4 (git's Documentation/gitformat-index.txt): a 12-byte header, then entries with 62 fixed bytes
 * and a name; version 4 compresses names against the one before, counted in bytes: a character is one byte until a name is whole. `undefined` for a split index, a SHA-256 repository or damage.
 */
function readIndex(bytes: Buffer): ReadonlySet<string> | undefined {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const count = bytes.readUInt32BE(8);
  const names = new Set<string>();
  let position = 12;
  let previous = '';
  for (let i = 0; i < count; i++) {
    const start = position;
    if (start + 62 > bytes.length) return undefined;
    const extended = version >= 3 && (bytes.readUInt16BE(start + 60) & 0x4000) !== 0;
    let nameStart = start + (extended ? 64 : 62);
    let prefix = '';
    if (version === 4) {
      let strip = (bytes[nameStart] ?? 0) & 0x7f;
      while (((bytes[nameStart] ?? 0) & 0x80) !== 0) {
        nameStart += 1;
        strip = ((strip + 1) << 7) | ((bytes[nameStart] ?? 0) & 0x7f);
      }
      nameStart += 1;
      prefix = previous.slice(0, previous.length - strip);
    }
    const end = bytes.indexOf(0, nameStart);
    if (end < 0) return undefined;
    previous = prefix + bytes.toString('latin1', nameStart, end);
    names.add(/[\u0080-\u00ff]/.test(previous) ? spelled(Buffer.from(previous, 'latin1')) : previous);
    position = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
  }
  const split = bytes.indexOf('link', position, 'latin1');
  return split === position ? undefined : names;
}
