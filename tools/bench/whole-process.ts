/**
 * Whole processes, as people run them: `scan --format json` against one small script that reads the files the scan lists and parses each
 * with the bare library; processor time with one thread, wall time with the default. Everything is a ratio of two runs side by side.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BARE = join(dirname(fileURLToPath(import.meta.url)), 'bare-reader.mjs');

interface Listed {
  readonly path: string;
  readonly format: string;
}

/** Seconds of processor and wall time. */
interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** Prints all comparisons of whole processes. `target`: a folder; `pairs`: runs of each, the median counts. */
export function printWholeProcess(cli: string, target: string, pairs: number): void {
  const scan = (path: string, ...more: string[]) => [
    cli,
    'scan',
    path,
    '--format',
    'json',
    '--fail-on',
    'never',
    ...more,
  ];
  const files = listed(scan(target), target);
  console.log(`whole processes, ${files.length} files, median of ${pairs} pairs:`);
  compare('all files', scan(target), files, target, pairs, { cpu: 3, wall: 2 });
  const folder = mkdtempSync(join(tmpdir(), 'preflight-bench-'));
  try {
    const compose = files.filter(({ format }) => format === 'compose');
    for (const { path } of compose) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      copyFileSync(join(target, path), join(folder, path));
    }
    compare('compose files alone', scan(folder), compose, folder, pairs, { cpu: 2, wall: 2 });
    printPeer(folder, compose.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
  printSmallProjects(scan, files, target);
  printSystemCalls(scan(target, '--threads', '1'), files.length);
}

function compare(
  name: string,
  scan: readonly string[],
  files: readonly Listed[],
  folder: string,
  pairs: number,
  target: Cost,
): void {
  const list = files.map(({ path, format }) => `${format}\t${join(folder, path)}`).join('\n');
  const one: number[] = [];
  const wall: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const bare = costOf([BARE], list);
    one.push(costOf([...scan, '--threads', '1']).cpu / bare.cpu);
    wall.push(costOf(scan).wall / bare.wall);
  }
  console.log(
    `  ${name}: CPU × ${median(one)} (target ≤ ${target.cpu}), wall × ${median(wall)} (target ≤ ${target.wall})`,
  );
}

/** Folders of a few files, each a process of its own: what a scan costs beside its start. */
function printSmallProjects(scan: (path: string) => readonly string[], files: readonly Listed[], target: string): void {
  const folders = new Map<string, number>();
  for (const { path } of files) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
  const small = [...folders]
    .filter(([, count]) => count <= 6)
    .map(([folder]) => folder)
    .sort();
  const step = Math.max(1, Math.floor(small.length / 20));
  const empty = mkdtempSync(join(tmpdir(), 'preflight-bench-'));
  const start = Math.min(...[1, 2, 3].map(() => costOf(scan(empty)).cpu));
  const node = Math.min(...[1, 2, 3].map(() => costOf(['-e', '0']).cpu));
  rmSync(empty, { recursive: true });
  const costs = small
    .filter((_, index) => index % step === 0)
    .slice(0, 20)
    .map((one) => costOf(scan(join(target, one))).cpu);
  const mean = costs.reduce((sum, cpu) => sum + cpu, 0) / Math.max(1, costs.length);
  console.log(
    `  ${costs.length} small projects, less the start of an empty scan: CPU × ${((mean - start) / node).toFixed(2)} of node -e 0 (target ≤ 2); start × ${(start / node).toFixed(2)}`,
  );
}

/** dclint, a linter of compose files from npm, where it is installed. */
function printPeer(folder: string, files: number): void {
  const program = peer();
  if (program === undefined) {
    console.log(`  dclint on the compose files: skipped: it is not installed (npm install --prefix ${PEERS} dclint)`);
    return;
  }
  const own = costOf([
    join(dirname(BARE), '../../server/dist/cli.js'),
    'scan',
    folder,
    '--format',
    'json',
    '--threads',
    '1',
  ]);
  const other = costOf([program, folder, '--recursive', '--formatter', 'json']);
  console.log(`  dclint on ${files} compose files: × ${(other.cpu / own.cpu).toFixed(1)} of our CPU (target ≥ 20)`);
}

/** Other people's linters are no dependencies of ours: they are installed beside, or here by hand. */
const PEERS = join(tmpdir(), 'preflight-peers');

function peer(): string | undefined {
  for (const from of [join(PEERS, 'package.json'), import.meta.url]) {
    try {
      const manifest = createRequire(from).resolve('dclint/package.json');
      const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly bin: { readonly dclint: string } };
      return join(dirname(manifest), bin.dclint);
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

/** Calls of a scan by name, the most frequent first. */
function printSystemCalls(scan: readonly string[], files: number): void {
  const log = join(mkdtempSync(join(tmpdir(), 'preflight-bench-')), 'calls');
  writeFileSync(log, '');
  spawnSync('strace', ['-f', '-c', '-o', log, process.execPath, ...scan], { stdio: 'ignore' });
  const calls = [...readFileSync(log, 'utf8').matchAll(/^ +[\d.]+ +[\d.]+ +\d+ +(\d+) +(?:\d+ +)?(\w+)$/gm)]
    .map(([, count, name]) => ({ name: name ?? '', count: Number(count) }))
    .filter(({ name }) => name !== 'total')
    .sort((a, b) => b.count - a.count);
  rmSync(dirname(log), { recursive: true });
  if (calls.length === 0) {
    console.log('  system calls: skipped: strace is not here');
    return;
  }
  const sum = calls.reduce((total, { count }) => total + count, 0);
  const most = calls.slice(0, 8).map(({ name, count }) => `${name} ${count}`);
  console.log(`  system calls of a scan: ${sum}, ${(sum / files).toFixed(1)} a file (${most.join(', ')})`);
}

function listed(scan: readonly string[], folder: string): readonly Listed[] {
  const { stdout } = spawnSync(process.execPath, [...scan], { encoding: 'utf8', maxBuffer: 1 << 28, cwd: folder });
  const { files } = JSON.parse(stdout) as { readonly files: readonly Listed[] };
  return files.filter(({ path }) => existsSync(join(folder, path)));
}

/** What a process costs, its start included. The time of all children is known to the parent; one runs at a time. */
function costOf(args: readonly string[], input?: string): Cost {
  const script =
    "const { spawnSync } = require('node:child_process'); const [, ...args] = process.argv; const began = performance.now();" +
    "spawnSync(process.execPath, args, { stdio: ['inherit', 'ignore', 'ignore'] }); const wall = performance.now() - began;" +
    "const times = require('node:fs').readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');" +
    'console.log(JSON.stringify({ cpu: (Number(times[13]) + Number(times[14])) * 10, wall }));';
  const { stdout } = spawnSync(process.execPath, ['-e', script, '--', ...args], {
    encoding: 'utf8',
    input: input ?? '',
  });
  return JSON.parse(stdout) as Cost;
}

function median(values: readonly number[]): string {
  return ([...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN).toFixed(2);
}
