import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, lstat, mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { codeOf, isBelow, realPath } from './boundary.ts';
import { onDisk } from './names.ts';

/** Writing the files of a user: never through a link, never half, never over what somebody else has written meanwhile. */

/** Why a file was not written, in words for its user. */
export class WriteRefused extends Error {}

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW;

/** A text that lies beside its file, ready to take its place. */
export interface Prepared {
  /** Puts it there, if the file is still as it was. @throws WriteRefused */
  commit(): Promise<void>;
  /** Removes what was made for it. Never throws. */
  discard(): Promise<void>;
}

/**
 * Writes a text beside the file it is for. `before` is what the file held when it was read, `undefined` for a file that is to be made;
 * `roots` are the folders it must lie in.
 * @throws WriteRefused when it cannot be written or must not.
 */
export async function prepareFile(
  path: string,
  text: string,
  before: string | undefined,
  roots: readonly string[],
): Promise<Prepared> {
  try {
    const { target, missing } = await withoutLinks(path, roots);
    const made: string[] = [];
    const beside = join(dirname(target), `.preflight-${process.pid}-${Math.random().toString(36).slice(2)}`);
    const discard = async () => {
      await rm(onDisk(beside), { force: true }).catch(() => undefined);
      for (const folder of made.reverse()) await rmdir(onDisk(folder)).catch(() => undefined);
    };
    try {
      const known = before === undefined ? undefined : await writable(target);
      for (const folder of missing) {
        await mkdir(onDisk(folder));
        made.push(folder);
      }
      await writeBeside(beside, text, known);
    } catch (error) {
      await discard();
      throw error;
    }
    return { commit: () => commit(beside, target, before, discard), discard };
  } catch (error) {
    throw refused(error);
  }
}

async function commit(
  beside: string,
  target: string,
  before: string | undefined,
  discard: () => Promise<void>,
): Promise<void> {
  try {
    const now = await textOf(target);
    if (now === undefined ? before !== undefined : before === undefined || !now.equals(Buffer.from(before)))
      throw new WriteRefused(before === undefined ? 'it is there by now' : 'it has changed since it was read');
    await rename(onDisk(beside), onDisk(target));
  } catch (error) {
    await discard();
    throw refused(error);
  }
}

/** What a file holds now; `undefined` when nothing is there. */
async function textOf(path: string): Promise<Buffer | undefined> {
  try {
    if (!(await lstat(onDisk(path))).isFile()) throw new WriteRefused('it is no regular file by now');
    return await readFile(onDisk(path), { flag: constants.O_RDONLY | NO_FOLLOW });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The state of a file that may be replaced. One nobody may write to is left alone, whoever we are. */
async function writable(path: string): Promise<Stats> {
  const info = await lstat(onDisk(path));
  if (!info.isFile()) throw new WriteRefused('it is no regular file');
  if ((info.mode & 0o222) === 0) throw new WriteRefused('it is read-only');
  await access(onDisk(path), constants.W_OK);
  return info;
}

/** Mode and owner are those of the file whose place it takes. */
async function writeBeside(path: string, text: string, like: Stats | undefined): Promise<void> {
  const file = await open(onDisk(path), NEW, like === undefined ? 0o666 : 0o600);
  try {
    await file.writeFile(text);
    if (like !== undefined) await takeAfter(file, like);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function takeAfter(file: FileHandle, like: Stats): Promise<void> {
  if (process.platform === 'win32') return;
  const own = await file.stat();
  if (own.uid !== like.uid || own.gid !== like.gid) {
    await file.chown(like.uid, like.gid).catch(() => {
      throw new WriteRefused('its owner could not be kept');
    });
  }
  await file.chmod(like.mode & 0o7777);
}

/**
 * Writes a report or a baseline where somebody asked for it. Where the path lies in one of `roots` no part of it may be a link, elsewhere
 * its end may not; devices and pipes are written to as they are.
 * @throws WriteRefused
 */
export async function writeOutput(path: string, text: string, roots: readonly string[]): Promise<void> {
  try {
    if (isDevicePath(path)) return await writeInto(path, text, 0);
    const isInside = roots.some((root) => isBelow(root, path));
    const { target, missing } = isInside ? await withoutLinks(path, roots) : { target: path, missing: [] };
    for (const folder of missing) await mkdir(onDisk(folder));
    if (!isInside) await mkdir(dirname(path), { recursive: true });
    if ((await lstat(target).catch(() => undefined))?.isSymbolicLink() === true) throw new WriteRefused('it is a link');
    await writeInto(target, text, NO_FOLLOW);
  } catch (error) {
    throw refused(error);
  }
}

/** `/dev/stdout` and what a shell makes of `>(…)` are links of the system's own. */
function isDevicePath(path: string): boolean {
  return path.startsWith('/dev/') || path.startsWith('/proc/');
}

async function writeInto(path: string, text: string, flags: number): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | flags, 0o666);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/**
 * Where a path really is when no part of it below its root is a link, and which of its folders are still to be made, outermost first.
 * @throws WriteRefused for a path outside, and for a link on the way or at the end.
 */
async function withoutLinks(
  path: string,
  roots: readonly string[],
): Promise<{ readonly target: string; readonly missing: readonly string[] }> {
  const [root] = roots.filter((one) => isBelow(one, path)).sort((a, b) => b.length - a.length);
  if (root === undefined) throw new WriteRefused('it lies outside of what is scanned');
  let at = await realPath(root);
  const missing: string[] = [];
  const names = relative(root, path).split(sep);
  for (const [i, name] of names.entries()) {
    at = join(at, name);
    const info = await lstat(onDisk(at)).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    const isLast = i === names.length - 1;
    if (info?.isSymbolicLink() === true) throw new WriteRefused(isLast ? 'it is a link' : `"${name}" is a link`);
    if (info === undefined && !isLast) missing.push(at);
  }
  return { target: at, missing };
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write it',
  EPERM: 'no permission to write it',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'no space is left',
  EFBIG: 'the file would be too large',
  ELOOP: 'it is a link',
  EISDIR: 'it is a folder',
  EEXIST: 'it is there by now',
  ENOENT: 'its folder is gone',
};

function refused(error: unknown): WriteRefused {
  if (error instanceof WriteRefused) return error;
  const code = codeOf(error);
  return new WriteRefused(REASONS[code] ?? `it could not be written${code === '' ? '' : ` (${code})`}`);
}
