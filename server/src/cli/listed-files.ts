import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from './terminal.ts';

/**
 * The paths of `--files-from`: a file, or `-` for standard input, with a path a line, or paths with NUL between them as `git diff -z` writes.
 * `undefined` without the option. @throws UsageError when the list cannot be read.
 */
export async function listedFiles(
  from: string | undefined,
  { cwd, stdin }: { readonly cwd: string; readonly stdin: () => Promise<string> },
): Promise<readonly string[] | undefined> {
  if (from === undefined) return undefined;
  const text =
    from === '-'
      ? await stdin()
      : await readFile(resolve(cwd, from), 'utf8').catch(() => {
          throw new UsageError(`${from}: no readable list of files`);
        });
  const paths = text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  return [...new Set(paths.filter((path) => path !== ''))];
}
