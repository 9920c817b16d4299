/**
 * What hostile folders did to an older build of the command line, and do to this one: each case is made in a temporary folder, both builds run on
 * it, and what comes out is one line. Prints a Markdown table.
 *   node tools/then-and-now.ts <older cli.js> [--limit seconds] [--only part-of-a-name]        after npm run build
 * Nothing here decides anything in `npm test`; the cases are tests of their own in test/cli.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HOSTILE_CASES, type HostileCase, type Run } from './hostile-cases.ts';

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: 'string', default: '60' }, only: { type: 'string', default: '' } },
});
const [older] = positionals;
if (older === undefined || !existsSync(older)) {
  console.log('skipped: no older build was named (git worktree add <folder> <commit>, build it there)');
  process.exit(0);
}
const NOW = fileURLToPath(new URL('../server/dist/cli.js', import.meta.url));

console.log('| case | then | now |\n|---|---|---|');
for (const one of HOSTILE_CASES.filter(({ name }) => name.includes(options.only))) {
  const then = await outcome(one, resolve(older));
  const now = await outcome(one, NOW);
  console.log(`| ${one.name} | ${then} | ${now} |`);
}

async function outcome(one: HostileCase, cli: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-case-'));
  try {
    const cwd = one.make(folder) ?? folder;
    const run = await start(cli, one.args ?? ['scan'], cwd, one.stdout);
    return run.ended ? one.see(run, folder) : `no end within ${options.limit} s`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(cli: string, args: readonly string[], cwd: string, stdout = ''): Promise<Run> {
  return new Promise((done) => {
    const words = [process.execPath, cli, ...args];
    const env = { ...process.env, NO_COLOR: '1', CI: '', XDG_CACHE_HOME: join(cwd, '..', 'cache') };
    // A shell only where the output goes into a file.
    const child =
      stdout === ''
        ? spawn(process.execPath, words.slice(1), { cwd, env })
        : spawn('sh', ['-c', `exec "$@" > ${stdout}`, 'sh', ...words], { cwd, env });
    let out = '';
    let err = '';
    let ended = true;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const started = performance.now();
    const timer = setTimeout(() => {
      ended = false;
      child.kill('SIGKILL');
    }, Number(options.limit) * 1000);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done({ code: code ?? signal ?? 'none', out, err, ended, seconds: (performance.now() - started) / 1000 });
    });
  });
}
