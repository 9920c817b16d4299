/**
 * Everything that holds fixes to account, over the whole corpus: `npm run prove`. Each fix alone and all of a file at once, by our own proof,
 * by `nginx -t`, by docker-compose 1.29 and by programs that run. `--sample n --seed n` is handed on to those that take it.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const given = process.argv.slice(2);
const RUNS: readonly (readonly string[])[] = [
  ['fixproof.ts', '--bulk', ...given],
  ['oracle-nginx.ts', ...given],
  ['oracle-compose.ts', ...given],
  ['oracle-running.ts'],
];

for (const [file = '', ...args] of RUNS) {
  console.log(`\n── ${file} ${args.join(' ')}`);
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { status } = spawnSync(process.execPath, [path, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
