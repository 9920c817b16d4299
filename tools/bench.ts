/**
 * Ratios measured in one run, never a timed test:
 *   whole lint of the corpus against bare parses of it, files in memory; CLI start against `node -e 0`; whole scans against a bare reader
 *   and a peer, system calls; an editing session; memory of a scan; bundle sizes; growth of the time with the input.
 *   npm run bench -- [--quick]      --quick: fewer rounds, for CI
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseDotenv } from 'dotenv';
import { parse as parseToml } from 'smol-toml';
import { parseAllDocuments } from 'yaml';
import { runRules } from '../server/src/engine/lint.ts';
import { selectRules } from '../server/src/engine/rule-set.ts';
import { defaultSettings } from '../server/src/engine/settings.ts';
import { detect } from '../server/src/formats/detect.ts';
import { FORMATS, type Format } from '../server/src/formats/format.ts';
import { readNginx } from '../server/src/formats/nginx/read/read.ts';
import { noRelatedFiles } from '../server/src/formats/related-files.ts';
import { stageOf } from '../server/src/formats/stage.ts';
import { buildModel } from '../server/src/project/build-model.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { printEditing } from './bench/editing-session.ts';
import { printWholeProcess } from './bench/whole-process.ts';
import { CORPUS, corpusFiles, corpusText } from './corpus-files.ts';
import { printGrowth } from './growth.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const quick = process.argv.includes('--quick');
const rounds = quick ? 1 : 7;

interface Input {
  readonly path: string;
  readonly text: string;
  readonly format: Format;
}

const inputs = load();
const settings = defaultSettings();
const rules = selectRules(RULES, settings);

lintRatio();
startRatio();
await asPeopleRunIt();
scanMemory();
sizes();
if (!(await printGrowth())) process.exitCode = 1;

/** Whole processes and an editing session; on Linux, where the system tells what another process costs. */
async function asPeopleRunIt(): Promise<void> {
  const cli = join(ROOT, 'server/dist/cli.js');
  const target = existsSync(CORPUS) ? CORPUS : join(ROOT, 'examples');
  if (!existsSync(cli) || process.platform !== 'linux') {
    console.log('whole processes and editing session: skipped: not built (npm run build), or not on Linux');
    return;
  }
  printWholeProcess(cli, target, quick ? 1 : 5);
  await printEditing(join(ROOT, 'server/dist/server.js'), target, quick ? 12 : 200);
}

/** The bare parse of each format: what a tool pays that only reads. dotenv's own expression is quadratic on blank lines; long runs are cut. */
function bare(input: Input): void {
  switch (input.format) {
    case 'compose':
      parseAllDocuments(input.text, { logLevel: 'silent' });
      return;
    case 'toml':
      try {
        parseToml(input.text, { integersAsBigInt: 'asNeeded' });
      } catch {
        // Broken files cost what they cost.
      }
      return;
    case 'dotenv':
      parseDotenv(input.text);
      return;
    case 'nginx':
      readNginx(input.text);
  }
}

function lint(input: Input): void {
  const files = noRelatedFiles(`file:///bench/${input.path}`);
  const model = buildModel(input.format, input.text, files, { stage: stageOf(input.path), settings });
  runRules(model, { rules, settings });
}

function time(work: (input: Input) => void, list: readonly Input[]): number {
  const started = performance.now();
  for (const input of list) work(input);
  return performance.now() - started;
}

function lintRatio(): void {
  const best = new Map<string, { bare: number; lint: number }>();
  for (let round = 0; round < rounds; round++) {
    for (const format of [...FORMATS, 'all'] as const) {
      const list = format === 'all' ? inputs : inputs.filter((input) => input.format === format);
      const known = best.get(format) ?? { bare: Number.POSITIVE_INFINITY, lint: Number.POSITIVE_INFINITY };
      // Whole lint and bare parse alternate, so that a slow moment of the machine hits both.
      best.set(format, { bare: Math.min(known.bare, time(bare, list)), lint: Math.min(known.lint, time(lint, list)) });
    }
  }
  console.log(`lint against bare parse, ${inputs.length} files in memory, best of ${rounds}:`);
  for (const [format, { bare: parse, lint: whole }] of best) {
    const target = format === 'all' ? ' (target ≤ 1.5)' : '';
    console.log(
      `  ${format.padEnd(8)} parse ${parse.toFixed(0).padStart(5)} ms   lint ${whole.toFixed(0).padStart(5)} ms   ratio ${(whole / parse).toFixed(2)}${target}`,
    );
  }
}

function startRatio(): void {
  const cli = join(ROOT, 'server/dist/cli.js');
  if (!existsSync(cli)) {
    console.log('CLI start: not built (npm run build)');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'preflight-bench-'));
  const file = join(folder, '.env');
  writeFileSync(file, 'PASSWORD=hunter22\n');
  const scan = [cli, 'scan', file, '--fail-on', 'never'];
  // Text prints reasons, so it reads the packed pages of the rules; JSON reads none.
  const runs: Readonly<Record<string, readonly string[]>> = {
    'node -e 0': ['-e', '0'],
    'JSON, without rule-pages.json': [...scan, '--format', 'json'],
    'text, with rule-pages.json': scan,
  };
  const best = new Map(Object.keys(runs).map((name) => [name, Number.POSITIVE_INFINITY]));
  for (let round = 0; round < rounds * 2; round++)
    for (const [name, args] of Object.entries(runs)) {
      const started = performance.now();
      spawnSync(process.execPath, [...args], { stdio: 'ignore' });
      best.set(name, Math.min(best.get(name) ?? 0, performance.now() - started));
    }
  rmSync(folder, { recursive: true });
  const bare = best.get('node -e 0') ?? 1;
  console.log('CLI start on one small file (target ≤ 2.5, ≤ 2 with a compile cache):');
  for (const [name, time] of best)
    console.log(`  ${name.padEnd(30)} ${time.toFixed(0).padStart(4)} ms   ratio ${(time / bare).toFixed(2)}`);
}

function scanMemory(): void {
  const cli = join(ROOT, 'server/dist/cli.js');
  const target = existsSync(CORPUS) ? CORPUS : join(ROOT, 'examples');
  if (!existsSync(cli)) return;
  const script = `process.argv.splice(1, 1, ${JSON.stringify(cli)}); await import(${JSON.stringify(`file://${cli}`)}); process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS));`;
  const { stderr } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      script,
      cli,
      'scan',
      target,
      '--format',
      'json',
      '--fail-on',
      'never',
      '--output',
      join(tmpdir(), 'preflight-bench.json'),
    ],
    { encoding: 'utf8' },
  );
  const peak = /peak (\d+)/.exec(stderr)?.[1];
  console.log(
    `peak memory of a scan of ${target === CORPUS ? 'the corpus' : 'examples/'}: ${peak === undefined ? `not measured: ${stderr.slice(0, 300)}` : `${Math.round(Number(peak) / 1024)} MB`} (target ≤ 250 MB)`,
  );
}

function sizes(): void {
  const files = [
    'server/dist/cli.js',
    'server/dist/preflight.cjs',
    'server/dist/server.js',
    'server/dist/rule-pages.json',
    'dist/server/node.js',
    'dist/server/browser.js',
    'dist/server/rule-pages.json',
    'dist/server/cli.js',
    'dist/client/node.js',
    'dist/client/browser.js',
  ];
  for (const file of files) {
    const path = join(ROOT, file);
    if (existsSync(path)) console.log(`  ${file.padEnd(26)} ${Math.round(statSync(path).size / 1024)} kB`);
  }
  for (const name of readdirSync(ROOT).filter((entry) => entry.endsWith('.vsix'))) {
    console.log(
      `  ${name.padEnd(26)} ${(statSync(join(ROOT, name)).size / 1024 / 1024).toFixed(2)} MB (target ≤ 1.5 MB)`,
    );
  }
}

function load(): readonly Input[] {
  const found: Input[] = [];
  const add = (path: string, text: string | undefined) => {
    const detection = text === undefined || text.length > 1024 * 1024 ? undefined : detect(path, text);
    if (text !== undefined && detection !== undefined) found.push({ path, text, format: detection.format });
  };
  const corpus = corpusFiles({});
  if (corpus !== undefined) {
    for (const { file } of corpus) add(file, corpusText(file));
    return found;
  }
  console.log('note: ../shared/corpus is not here, examples/ repeated instead');
  const root = join(ROOT, 'examples');
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (statSync(join(root, name)).isFile()) add(name.replaceAll('\\', '/'), readFileSync(join(root, name), 'utf8'));
  }
  return Array.from({ length: 100 }, () => found).flat();
}
