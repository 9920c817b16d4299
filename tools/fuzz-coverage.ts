/**
 * Fuzzing guided by coverage, with Jazzer.js: keeps inputs that reach new code and mutates those. A crash ends it and is written to a file.
 *   node tools/fuzz-coverage.ts [--seconds n] [--seed n] [--folder f]        prints `skipped: why` where Jazzer.js is not installed
 *   node tools/fuzz-coverage.ts --install                                    installs it below node_modules/.cache, not into the project
 * Inputs are kept in `--folder` (default: below node_modules/.cache), so that the next run begins where this one ended.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { FORMATS } from '../server/src/formats/format.ts';
import { Grammar } from './fuzz-grammar.ts';
import { random } from './random.ts';

const VERSION = '4.0.0';
/** Inputs out of the grammars to begin with. */
const SEEDS = 400;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/preflight-fuzz');
const JAZZER = join(CACHE, 'node_modules/@jazzer.js/core/dist/cli.js');

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', default: join(CACHE, 'inputs') },
    install: { type: 'boolean', default: false },
  },
});
mkdirSync(CACHE, { recursive: true });
if (options.install) install();
else {
  const why = obstacle();
  if (why !== undefined) console.log(`skipped: ${why}`);
  else process.exitCode = await run();
}

/** Why it cannot run here. Jazzer.js 4 comes compiled, for glibc 2.38 and newer on Linux; older versions are fetched from elsewhere. */
function obstacle(): string | undefined {
  if (!existsSync(JAZZER)) return 'Jazzer.js is not installed (node tools/fuzz-coverage.ts --install)';
  const { status, stderr } = spawnSync(process.execPath, ['-e', 'require("@jazzer.js/fuzzer")'], {
    cwd: CACHE,
    encoding: 'utf8',
  });
  return status === 0
    ? undefined
    : `Jazzer.js does not load here: ${/^Error: (?:\S+: )?(.{0,60}?)(?: \(required|$)/m.exec(stderr)?.[1] ?? status}`;
}

function install(): void {
  writeFileSync(join(CACHE, 'package.json'), '{ "private": true }\n');
  const words = [
    'install',
    '--no-audit',
    '--no-fund',
    '--omit-lockfile-registry-resolved',
    `@jazzer.js/core@${VERSION}`,
  ];
  execFileSync('npm', words, { cwd: CACHE, stdio: 'inherit', shell: process.platform === 'win32' });
}

async function run(): Promise<number> {
  const target = join(CACHE, 'target.cjs');
  await build({
    entryPoints: [join(ROOT, 'tools/fuzz-target.ts')],
    outfile: target,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  mkdirSync(options.folder, { recursive: true });
  if (readdirSync(options.folder).length === 0) writeSeeds(options.folder);
  const limits = [`-max_total_time=${options.seconds}`, `-seed=${options.seed}`, '-max_len=4096', '-timeout=10'];
  const args = [JAZZER, target, options.folder, '-i', 'target.cjs', '--', ...limits, '-print_final_stats=1'];
  const { status } = spawnSync(process.execPath, args, { cwd: CACHE, stdio: 'inherit' });
  return status === 0 ? 0 : 1;
}

/** Texts out of the grammars, each behind the byte of its format. */
function writeSeeds(folder: string): void {
  const grammar = new Grammar(random(Number(options.seed)));
  for (let i = 0; i < SEEDS; i++)
    for (const [path, text] of Object.entries(grammar.workspace())) {
      const format = /\.ya?ml$/.test(path)
        ? 'compose'
        : /\.toml$|Pipfile/.test(path)
          ? 'toml'
          : /env/.test(path)
            ? 'dotenv'
            : 'nginx';
      if (/json$|gitignore$/.test(path)) continue;
      writeFileSync(
        join(folder, `seed-${i}-${format}`),
        Buffer.from(`${String.fromCharCode(FORMATS.indexOf(format))}${text}`),
      );
    }
}
