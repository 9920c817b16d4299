/**
 * `npm test`: every test there is, one after the other, each suite a process of its own. Ends with one line `N passed, N failed` over
 * everything. A suite that cannot run here prints `skipped: why` and counts as neither.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'preflight-test-'));

interface Suite {
  readonly name: string;
  readonly args: readonly string[];
  /** How its result is read: vitest's JSON file, its own line `N passed, N failed`, or its exit code as one test. */
  readonly result: 'vitest' | 'line' | 'exit';
}

const vitest = (name: string, ...patterns: readonly string[]): Suite => ({
  name,
  args: [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(temporary, `${name}.json`)}`,
    ...patterns,
  ],
  result: 'vitest',
});

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const SUITES: readonly Suite[] = [
  { name: 'build', args: ['tools/build.ts'], result: 'exit' },
  { name: 'check', args: ['tools/check.ts'], result: 'line' },
  vitest('vitest'),
  { name: 'fuzz', args: ['tools/fuzz.ts', '--count', '2500', '--workspaces', '300', '--seed', '7'], result: 'exit' },
  { name: 'corpus', args: ['tools/corpus.ts', '--sample', '250', '--seed', '7'], result: 'exit' },
  { name: 'judged', args: ['tools/judged.ts', '--all'], result: 'exit' },
  { name: 'fixproof', args: ['tools/fixproof.ts', '--sample', '120', '--seed', '7', '--bulk'], result: 'exit' },
  { name: 'bench', args: ['tools/bench.ts', '--quick'], result: 'exit' },
  { name: 'oracle-compose', args: ['tools/oracle-compose.ts', '--sample', '40', '--seed', '7'], result: 'exit' },
  { name: 'oracle-nginx', args: ['tools/oracle-nginx.ts', '--sample', '250', '--seed', '7'], result: 'exit' },
  { name: 'oracle-running', args: ['tools/oracle-running.ts'], result: 'exit' },
  { name: 'vscode', args: ['test/vscode/run.ts'], result: 'line' },
];

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
let passed = 0;
let failed = 0;
/** Said again at the end: a log is read from there, and may have been cut before. */
const complaints: string[] = [];
for (const suite of SUITES.filter(({ name }) => only.length === 0 || only.includes(name))) {
  console.log(`\n── ${suite.name}`);
  const started = Date.now();
  const { code, output } = await run(suite.args);
  const [good, bad] = outcome(suite, code, output);
  passed += good;
  failed += bad;
  if (bad > 0) complaints.push(`${suite.name}:`, ...complaintsOf(suite, output));
  console.log(`── ${suite.name}: ${good} passed, ${bad} failed (${Math.round((Date.now() - started) / 1000)} s)`);
}
rmSync(temporary, { recursive: true, force: true });
for (const line of complaints) console.log(line);
console.log(`\n${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

function run(args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (to: NodeJS.WriteStream) => (chunk: string) => {
      output = (output + chunk).slice(-200_000);
      to.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take(process.stdout));
    child.stderr.setEncoding('utf8').on('data', take(process.stderr));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** What a failed suite complained of, briefly. */
function complaintsOf(suite: Suite, output: string): readonly string[] {
  if (suite.result === 'vitest') {
    try {
      const { testResults }: VitestReport = JSON.parse(readFileSync(join(temporary, `${suite.name}.json`), 'utf8'));
      const failures = testResults.flatMap(({ name, message, assertionResults }) => [
        ...(message === undefined || message === '' ? [] : [`  ${name}: ${message}`]),
        ...assertionResults
          .filter(({ status }) => status === 'failed')
          .map(({ fullName, failureMessages }) => `  ${fullName}\n    ${failureMessages.join('\n').slice(0, 1500)}`),
      ]);
      if (failures.length > 0) return failures.slice(0, 20);
    } catch {
      // No report: the end of the output says why.
    }
  }
  const lines = output.trimEnd().split('\n');
  const marked = lines.flatMap((line, at) => (/^\s*FAIL |Error:/.test(line) ? lines.slice(at, at + 4) : []));
  return (marked.length > 0 ? marked.slice(0, 40) : lines.slice(-15)).map((line) => `  ${line}`);
}

function outcome(suite: Suite, code: number, output: string): readonly [number, number] {
  if (suite.result === 'exit') {
    if (code !== 0) return [0, 1];
    return /^skipped: /m.test(output) ? [0, 0] : [1, 0];
  }
  if (suite.result === 'vitest') {
    try {
      const report: { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number } = JSON.parse(
        readFileSync(join(temporary, `${suite.name}.json`), 'utf8'),
      );
      const bad = report.numFailedTests + (report.numFailedTests === 0 && code !== 0 ? 1 : 0);
      return [report.numPassedTests, bad];
    } catch {
      return [0, 1];
    }
  }
  // A suite may run in several hosts, each with a line of its own.
  const counts = [...output.matchAll(/(\d+) passed, (\d+) failed/g)];
  const skipped = /^skipped: /m.test(output);
  if (counts.length === 0) return skipped && code === 0 ? [0, 0] : [0, 1];
  const sum = (group: number) => counts.reduce((total, match) => total + Number(match[group]), 0);
  const bad = sum(2);
  return [sum(1), bad + (bad === 0 && code !== 0 ? 1 : 0)];
}
