import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SETTINGS_TEMPLATE } from '../engine/settings-template.ts';
import { EXIT, type Terminal, UsageError } from './terminal.ts';

/** `preflight init`: writes a commented settings file; never replaces one. @throws UsageError when it is there already. */
export async function init(cwd: string, terminal: Terminal): Promise<number> {
  try {
    await writeFile(resolve(cwd, 'preflight.json'), SETTINGS_TEMPLATE, { flag: 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new UsageError(exists ? 'preflight.json is here already' : 'preflight.json could not be written here');
  }
  terminal.err('preflight: preflight.json written\n');
  return EXIT.clean;
}
