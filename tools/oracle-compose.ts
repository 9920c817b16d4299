/**
 * Holds fixes of compose files to an independent reader: Debian's docker-compose 1.29 (`docker-compose config` works without an engine).
 * Every fix of every corpus file that it accepts before must be accepted after. What it rejects before (syntax younger than 2021) is
 * counted, not judged. Installed by apt on demand when run as root; without it one line says so. Without ../shared it runs on examples/.
 *   npm run oracle:compose -- [--sample n] [--seed n] [--rule id] [--verbose]
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Finding } from '../server/src/finding/finding.ts';
import { buildCompose } from '../server/src/formats/compose/model/build-compose.ts';
import type { EnvPair } from '../server/src/formats/compose/model/parts.ts';
import { readCompose } from '../server/src/formats/compose/read/read.ts';
import { readDotenv } from '../server/src/formats/dotenv/read/read.ts';
import { stageOf } from '../server/src/formats/stage.ts';
import { applyFix } from '../test/support/apply-fix.ts';
import { memoryProject } from '../test/support/lint.ts';
import { MemoryHost } from '../test/support/memory-host.ts';
import { memoryFiles } from '../test/unit/formats/compose/memory-files.ts';
import { composeFileSets, type FileSet } from './corpus-file-sets.ts';
import { allFixed } from './oracle/all-fixes.ts';
import { DESCRIBE, type DescribedService, differences } from './oracle-compose-models.ts';

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    rule: { type: 'string', multiple: true },
    'models-only': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

/** docker-compose's own loader, one request a line: starting the program for each file would take half a second each. */
const LOADER = `
import json, logging, sys
logging.disable(logging.CRITICAL)
from compose.config import config
from compose.config.environment import Environment
${DESCRIBE}
for line in sys.stdin:
    request = json.loads(line)
    try:
        env = Environment.from_env_file(request["folder"])
        env.update(request["env"])
        loaded = config.load(config.find(request["folder"], request["files"], env))
        answer = {"ok": True, "services": [describe(service) for service in loaded.services]}
    except BaseException as error:
        answer = {"ok": False, "error": type(error).__name__ + ": " + str(getattr(error, "msg", error))}
    print(json.dumps(answer), flush=True)
`;

interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly services?: readonly DescribedService[];
}

/** Asks the loader about one project at a time. */
class Oracle {
  readonly #process: ChildProcess;
  readonly #waiting: ((answer: Answer) => void)[] = [];
  readonly #root = mkdtempSync(join(tmpdir(), 'preflight-oracle-'));
  #count = 0;
  #current: { readonly path: string; readonly home: string; readonly written: Map<string, string> } | undefined;

  constructor(python: string) {
    this.#process = spawn(python, ['-c', LOADER], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout } = this.#process;
    if (stdout === null) throw new Error('no output of the loader');
    createInterface({ input: stdout }).on('line', (line) => this.#waiting.shift()?.(JSON.parse(line) as Answer));
  }

  /** What docker-compose makes of a project of the given layers. */
  async loads(path: string, files: Readonly<Record<string, string>>, layers: readonly string[]): Promise<Answer> {
    return this.#load({ folder: this.#folderOf(path, files), files: layers, env: {} });
  }

  /** Whether docker-compose loads a project; `path` is the compose file. A fragment is tried on top of each base beside it. */
  async accepts(path: string, files: Readonly<Record<string, string>>): Promise<Answer> {
    const folder = this.#folderOf(path, files);
    let first: Answer | undefined;
    for (const layers of layersOf(path, files)) {
      const answer = await this.#load({ folder, files: layers, env: requiredVariables(files) });
      if (answer.ok) return answer;
      first ??= answer;
    }
    return first ?? { ok: false };
  }

  /** One folder serves all questions about a project in a row: only what differs is written. */
  #folderOf(path: string, files: Readonly<Record<string, string>>): string {
    if (this.#current?.path !== path) {
      if (this.#current !== undefined) rmSync(this.#current.home, { recursive: true, force: true });
      this.#current = { path, home: join(this.#root, String(this.#count++)), written: new Map() };
    }
    const { home, written } = this.#current;
    for (const [name, text] of Object.entries(files)) {
      if (written.get(name) !== text) this.#write(join(home, name), text);
      written.set(name, text);
    }
    for (const name of [...written.keys()].filter((one) => !(one in files))) {
      rmSync(join(home, name), { force: true });
      written.delete(name);
    }
    return join(home, dirname(path));
  }

  /** Env files and build folders belong to a deployment, not to a corpus: empty ones are made as they are missed. */
  async #load(request: {
    readonly folder: string;
    readonly files: readonly string[];
    readonly env: object;
  }): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      const answer = await this.#ask(request);
      const missed = /(?:env file: |build path )(\/\S+)/.exec(answer.error ?? '');
      const path = missed?.[1];
      if (path === undefined || tries > 30 || !path.startsWith(this.#root) || existsSync(path))
        return this.#masked(answer);
      if (missed?.[0].startsWith('env')) this.#write(path, '');
      else mkdirSync(path, { recursive: true });
    }
  }

  #ask(request: object): Promise<Answer> {
    const answer = new Promise<Answer>((done) => this.#waiting.push(done));
    this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
    return answer;
  }

  #masked(answer: Answer): Answer {
    const error = answer.error?.replaceAll(/\s+/g, ' ').replaceAll(this.#root, '').slice(0, 300);
    return error === undefined ? answer : { ...answer, error };
  }

  #write(path: string, text: string): void {
    if (!path.startsWith(this.#root)) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  close(): void {
    this.#process.stdin?.end();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

const BASES = ['docker-compose.yml', 'docker-compose.yaml', 'compose.yml', 'compose.yaml'];

/** The file alone; then, as for override files and `-f base -f part`, on top of a base beside it. */
function layersOf(path: string, files: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  const name = basename(path);
  const bases = BASES.filter((base) => base !== name && join(dirname(path), base) in files);
  return [[name], ...bases.map((base) => [base, name])];
}

/** What `${NAME:?}` demands is there in a deployment; everything else keeps its default. */
function requiredVariables(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const env: Record<string, string> = {};
  for (const text of Object.values(files)) {
    for (const [, name] of text.matchAll(/\$\{(\w+):?\?/g)) if (name !== undefined) env[name] = '1';
  }
  return env;
}

/** The Python that docker-compose runs on; `undefined` when it is not there and cannot be installed. */
function findPython(): string | undefined {
  if (spawnSync('docker-compose', ['version'], { stdio: 'ignore' }).status !== 0) install();
  const where = spawnSync('sh', ['-c', 'command -v docker-compose'], { encoding: 'utf8' }).stdout.trim();
  if (where === '') return undefined;
  const shebang = /^#!\s*(\S+)/.exec(readFileSync(where, 'latin1').slice(0, 200))?.[1];
  const candidates = [shebang, '/usr/bin/python3', 'python3'].filter((one) => one !== undefined);
  return candidates.find((one) => spawnSync(one, ['-c', 'import compose.config'], { stdio: 'ignore' }).status === 0);
}

function install(): void {
  if (process.getuid?.() !== 0) return;
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const packages = ['install', '-y', '--no-install-recommends', 'docker-compose'];
  if (apt(...packages).status === 0) return;
  apt('update');
  apt(...packages);
}

/** Syntax of our fixes that the Compose specification took in after 1.29: judged by our model alone (`npm run fixproof`). */
const YOUNGER = [/deploy\.resources\.limits value 'pids'/];

interface Tally {
  tried: number;
  proved: number;
  younger: number;
  readonly failures: string[];
}

function readEnv(text: string): readonly EnvPair[] {
  return readDotenv(text).entries.map(({ key, keySpan, value, valueSpan, quote }) => ({
    key,
    keySpan,
    value,
    valueSpan,
    quote,
  }));
}

interface Comparison {
  services: number;
  readonly wrong: string[];
}

/** Holds the model of an accepted project to what docker-compose makes of it: the same services, variables, ports, mounts. */
async function compareModel({ path, files }: FileSet, oracle: Oracle, comparison: Comparison): Promise<void> {
  const uri = new URL(path, 'file:///p/').href;
  const model = buildCompose(readCompose(files[path] ?? ''), memoryFiles(uri, files), stageOf(path), readEnv);
  if (model.file.kind !== 'compose' || !model.complete) return;
  const layers = [...new Set(model.layers.map(({ uri }) => decodeURIComponent(basename(uri))))];
  const { services } = await oracle.loads(path, files, layers);
  if (services === undefined) return;
  comparison.services += services.length;
  comparison.wrong.push(...differences(model, services).map((one) => `${path} ${one}`));
}

async function proveFileSet({ path, files }: FileSet, oracle: Oracle, byRule: Map<string, Tally>): Promise<boolean> {
  const before = await oracle.accepts(path, files);
  if (!before.ok) {
    if (options.verbose) console.log(`rejected ${path}: ${before.error}`);
    return false;
  }
  const selection = options.rule === undefined ? {} : { only: new Set(options.rule) };
  const { project } = memoryProject({ files, profile: 'all', selection });
  const report = await project.check(MemoryHost.uri(path));
  for (const finding of report.findings) {
    for (const index of finding.fixes.keys()) await proveFix({ path, files }, finding, index, oracle, byRule);
  }
  if (options.rule === undefined) await proveTogether({ path, files }, oracle, byRule);
  return true;
}

async function proveFix(
  { path, files }: FileSet,
  finding: Finding,
  index: number,
  oracle: Oracle,
  byRule: Map<string, Tally>,
): Promise<void> {
  const tally = byRule.get(finding.rule) ?? { tried: 0, proved: 0, younger: 0, failures: [] };
  byRule.set(finding.rule, tally);
  tally.tried += 1;
  try {
    const after = await oracle.accepts(path, withNumbers(applyFix(files, finding, index)));
    if (after.ok) tally.proved += 1;
    else if (YOUNGER.some((one) => one.test(after.error ?? ''))) tally.younger += 1;
    else tally.failures.push(`${path} "${finding.fixes[index]?.title}": ${after.error}`);
  } catch (error) {
    tally.failures.push(
      `${path} "${finding.fixes[index]?.title}": ${error instanceof Error ? error.message : 'failed'}`,
    );
  }
}

const TOGETHER = 'all at once';

/** All fixes of the file at once, as the command line writes them, without those in younger syntax. */
async function proveTogether({ path, files }: FileSet, oracle: Oracle, byRule: Map<string, Tally>): Promise<void> {
  const tally = byRule.get(TOGETHER) ?? { tried: 0, proved: 0, younger: 0, failures: [] };
  byRule.set(TOGETHER, tally);
  const after = await allFixed(files, path, ({ rule }) => rule !== 'compose/missing-pids-limit');
  if (after === files) return;
  tally.tried += 1;
  const answer = await oracle.accepts(path, withNumbers(after));
  if (answer.ok) tally.proved += 1;
  else tally.failures.push(`${path}: ${answer.error}`);
}

function printTable(byRule: ReadonlyMap<string, Tally>): number {
  let failed = 0;
  console.log('rule'.padEnd(44), 'fixes tried', 'proved', 'too young');
  for (const [rule, tally] of [...byRule].sort()) {
    console.log(
      rule.padEnd(44),
      String(tally.tried).padStart(11),
      String(tally.proved).padStart(6),
      String(tally.younger || '').padStart(9),
    );
    failed += tally.failures.length;
    for (const failure of tally.failures.slice(0, options.verbose ? 1000 : 3)) console.log(`    ${failure}`);
  }
  return failed;
}

async function main(): Promise<void> {
  const python = findPython();
  if (python === undefined) {
    console.log(
      'skipped: docker-compose (the Debian package) is not installed and cannot be (root and apt-get needed)',
    );
    return;
  }
  const version = spawnSync('docker-compose', ['version', '--short'], { encoding: 'utf8' }).stdout.trim();
  console.log(`docker-compose ${version}`);
  const oracle = new Oracle(python);
  const byRule = new Map<string, Tally>();
  let inputs = 0;
  let accepted = 0;
  const comparison: Comparison = { services: 0, wrong: [] };
  for (const fileSet of composeFileSets(options)) {
    inputs += 1;
    await compareModel(fileSet, oracle, comparison);
    if (options['models-only']) continue;
    if (await proveFileSet(fileSet, oracle, byRule)) accepted += 1;
  }
  oracle.close();
  const failed = printTable(byRule);
  const sum = (of: (tally: Tally) => number) => [...byRule.values()].reduce((total, tally) => total + of(tally), 0);
  console.log(
    `${inputs} inputs, ${accepted} accepted; ${sum((one) => one.tried)} fixes tried on them, ${sum((one) => one.proved)} proved, ${sum((one) => one.younger)} in syntax younger than this docker-compose, ${failed} not`,
  );
  for (const one of comparison.wrong.slice(0, options.verbose ? 1000 : 20))
    console.log(`differs: ${one.slice(0, 200)}`);
  console.log(`${comparison.services} services read by both, ${comparison.wrong.length} differences`);
  if (failed > 0 || comparison.wrong.length > 0) process.exitCode = 1;
}

await main();

/** Where a fix leaves a number of CPUs to the person, one that a person may write: Compose reads a number there and nothing else. */
function withNumbers(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text.replace(/(cpus: ['"]?)CPUS/g, (_, before: string) => `${before}1.5`),
    ]),
  );
}
