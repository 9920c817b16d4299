import { relative } from 'node:path';
import { WriteRefused, writeOutput } from '../hosts/node/write.ts';
import { UsageError } from './terminal.ts';

/**
 * Writes a file that the command line names (a report, a baseline); never through a link in one of the `guarded` folders.
 * @throws UsageError in one sentence when that is not possible.
 */
export async function writeNamed(path: string, text: string, guarded: readonly string[]): Promise<void> {
  try {
    await writeOutput(path, text, guarded);
  } catch (error) {
    if (error instanceof WriteRefused)
      throw new UsageError(`${relative('.', path) || path}: not written: ${error.message}`);
    throw error;
  }
}
