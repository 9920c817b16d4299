import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isBelow } from '../hosts/node/boundary.ts';

/** The folder paths are shown relative to: the current one when it holds everything, else the innermost that holds every path. */
export async function commonFolder(cwd: string, paths: readonly string[]): Promise<string> {
  const all = paths.map((path) => resolve(cwd, path));
  if (all.every((path) => isBelow(cwd, path))) return cwd;
  const [first = cwd, ...others] = all;
  let shared = first;
  while (!others.every((path) => isBelow(shared, path))) shared = dirname(shared);
  const info = await stat(shared).catch(() => undefined);
  return info?.isFile() === true ? dirname(shared) : shared;
}
