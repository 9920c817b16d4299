import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The hash of the commit that is checked out, 40 hex digits; zeros outside a repository. */
export function headCommit(): string {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd, encoding: 'utf8' });
  const hash = (stdout ?? '').trim();
  return /^[0-9a-f]{40}$/.test(hash) ? hash : '0'.repeat(40);
}
