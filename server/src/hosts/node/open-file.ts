import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';

/**
 * How a resolved path is opened: should a link stand there by now it is not followed, and a pipe without a writer does not hold us up.
 * Windows has neither flag: what is open there is compared with what stood there before.
 */
const OPEN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const HAS_FLAG = constants.O_NOFOLLOW !== undefined;

/** Opens a file for reading through no link at its end. @throws the system's error; `ELOOP` where another file stands there by now. */
export async function openFile(path: string | Buffer): Promise<FileHandle> {
  if (HAS_FLAG) return open(path, OPEN);
  const before = await lstat(path, { bigint: true });
  const file = await open(path, OPEN);
  if (isSame(before, await file.stat({ bigint: true }))) return file;
  await file.close();
  throw replaced();
}

/** The same at once. */
export function openFileAtOnce(path: string | Buffer): number {
  if (HAS_FLAG) return openSync(path, OPEN);
  const before = lstatSync(path, { bigint: true });
  const file = openSync(path, OPEN);
  if (isSame(before, fstatSync(file, { bigint: true }))) return file;
  closeSync(file);
  throw replaced();
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}

function replaced(): NodeJS.ErrnoException {
  return Object.assign(new Error('another file stands there by now'), { code: 'ELOOP' });
}
