import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Before any test: the command line as npm ships it, from the sources as they are now. */
export function setup(): void {
  const build = fileURLToPath(new URL('../../tools/build.ts', import.meta.url));
  const { status } = spawnSync(process.execPath, [build, 'server/dist'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('the command line could not be built');
}
