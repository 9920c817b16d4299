import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, relative, sep } from 'node:path';
import { codeOf, isBelow, realPath } from '../hosts/node/boundary.ts';
import { GitIndex } from '../hosts/node/git-index.ts';
import { hash } from './hash.ts';

/** The file by which we know a folder of ours again, and backup programs a cache: https://bford.info/cachedir/ */
const TAG = 'CACHEDIR.TAG';
const TAG_TEXT = `Signature: 8a477f597d28d172789f06886806bc55
# This folder holds results of Config Preflight. It can be deleted at any time.
`;
const MOST_BYTES = 64 * 1024 * 1024;
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** Why a folder is not used as a cache, in words for its user. */
export class CacheRefused extends Error {
  override readonly name = 'CacheRefused';
}

/** A folder whose content is ours alone. Nothing in it is opened through a link. */
export class CacheFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** The user's own cache folder, one for each scanned root; never in the tree that is scanned unless the user's folders are. */
  static async ofUser(
    root: string,
    roots: readonly string[],
    environment: Readonly<Record<string, string | undefined>>,
  ): Promise<CacheFolder> {
    return CacheFolder.open(join(userCaches(environment), 'config-preflight', await hash(root)), roots);
  }

  /**
   * Makes the folder where it is not there. Inside one of `roots` it may not be reached through a link, and git must be able to say that it
   * tracks nothing there: what came with the tree decides nothing.
   * @throws CacheRefused
   */
  static async open(path: string, roots: readonly string[]): Promise<CacheFolder> {
    try {
      const [root] = roots.filter((one) => isBelow(one, path)).sort((a, b) => b.length - a.length);
      if (root !== undefined) await refuseTracked(path, root);
      await mkdir(path, { recursive: true, mode: 0o700 });
      const info = await lstat(path);
      if (!info.isDirectory()) throw new CacheRefused('it is no folder');
      refuseForeign(info);
      const real = await realPath(path);
      await claim(real);
      return new CacheFolder(real);
    } catch (error) {
      if (error instanceof CacheRefused) throw error;
      throw new CacheRefused(`it could not be used${codeOf(error) === '' ? '' : ` (${codeOf(error)})`}`);
    }
  }

  /** The text of a file; `undefined` when it is not there, not ours or too large. Never throws. */
  async read(name: string): Promise<string | undefined> {
    try {
      const file = await open(join(this.path, name), constants.O_RDONLY | NO_FOLLOW | (constants.O_NONBLOCK ?? 0));
      try {
        const info = await file.stat();
        refuseForeign(info);
        return info.isFile() && info.size <= MOST_BYTES ? await file.readFile('utf8') : undefined;
      } finally {
        await file.close();
      }
    } catch {
      return undefined;
    }
  }

  /** Writes a file through a second one, so that a stopped run leaves the old one whole. @throws CacheRefused */
  async write(name: string, text: string): Promise<void> {
    const beside = join(this.path, `${name}.${process.pid}-${Math.random().toString(36).slice(2)}`);
    try {
      await writeNew(beside, text);
      await rename(beside, join(this.path, name));
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined);
      throw new CacheRefused(`it could not be written (${codeOf(error)})`);
    }
  }
}

/** Where a user's programs keep what can be made again. */
function userCaches(environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment[process.platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_CACHE_HOME'] ?? '';
  // https://specifications.freedesktop.org/basedir-spec/: a relative path is to be ignored.
  if (process.platform !== 'darwin' && isAbsolute(named)) return named;
  const own = { win32: ['AppData', 'Local'], darwin: ['Library', 'Caches'] }[process.platform as 'win32' | 'darwin'];
  return join(homedir(), ...(own ?? ['.cache']));
}

/** A folder inside the scanned tree: no link on the way, and nothing that came with the tree. */
async function refuseTracked(path: string, root: string): Promise<void> {
  let at = await realPath(root);
  for (const name of relative(root, path)
    .split(sep)
    .filter((one) => one !== '')) {
    at = join(at, name);
    const info = await lstat(at).catch(() => undefined);
    if (info?.isSymbolicLink() === true) throw new CacheRefused(`"${name}" is a link`);
  }
  const tracked = at === (await realPath(root)) ? undefined : await new GitIndex().tracksBelow(at);
  if (tracked === true) throw new CacheRefused('git tracks it');
  if (tracked === undefined)
    throw new CacheRefused('it lies in what is scanned and git cannot tell whether it came with it');
}

/** What another user owns is theirs to change. Windows has no such owner. */
function refuseForeign(info: Stats): void {
  if (process.getuid !== undefined && info.uid !== process.getuid())
    throw new CacheRefused('it belongs to another user');
}

/** Takes an empty folder as ours; one with content must have been taken before. */
async function claim(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length === 0) {
    await writeNew(join(folder, TAG), TAG_TEXT);
    await writeNew(join(folder, '.gitignore'), '*\n');
    return;
  }
  const tag = names.includes(TAG)
    ? await readFile(join(folder, TAG), { encoding: 'utf8', flag: constants.O_RDONLY | NO_FOLLOW })
    : '';
  if (tag !== TAG_TEXT) throw new CacheRefused('it holds something else');
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW, 0o600);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
