/**
 * Mutated files through every reader and the whole lint: nothing throws, nothing takes over a second, every span lies in the text.
 * One in ten also goes through the command line as a file, in three formats and while files vanish.
 * Then small workspaces out of grammars, with neighbours, settings, checklists and names: what a file says must not depend on another one
 * it does not know. What is slow is measured by the processor time of one repeat, so that a busy machine decides nothing.
 *   npm run fuzz -- [--count n] [--workspaces n] [--seed n] [--size n] [--files n]
 *   100,000 mutations by default, a tenth as many workspaces; without ../shared it mutates examples/. `--size`: characters of the piece of
 *   a file that is mutated, small ones make many cases quick; `--files`: how many go through the command line at most
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { detect } from '../server/src/formats/detect.ts';
import { FORMATS, type Format } from '../server/src/formats/format.ts';
import { memoryProject } from '../test/support/lint.ts';
import { MemoryHost } from '../test/support/memory-host.ts';
import { corpusFiles, corpusText } from './corpus-files.ts';
import { CliFuzz } from './fuzz-cli.ts';
import { WorkspaceFuzz } from './fuzz-workspaces.ts';
import { random } from './random.ts';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    workspaces: { type: 'string' },
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: '30000' },
    files: { type: 'string', default: '10000' },
  },
});
const LIMIT_MS = 1000;
const MAX_SIZE = Number(options.size);
/** One mutation in so many also goes through the command line, as a file. */
const CLI_SHARE = 10;
const NAMES: Readonly<Record<Format, string>> = {
  dotenv: '.env',
  compose: 'docker-compose.yml',
  toml: 'config.toml',
  nginx: 'nginx.conf',
};
const PIECES = [
  '"',
  "'",
  '`',
  '\\',
  '\n',
  '\r',
  '\r\n',
  '\u0000',
  '\ufeff',
  '{',
  '}',
  '[',
  ']',
  '${',
  '$(',
  '#',
  ';',
  ':',
  '=',
  '- ',
  '\t',
  '&a ',
  '*a',
  '<<: *a',
  '"""',
  "'''",
  '!reset',
  '__proto__',
  'constructor',
  '\ud800',
  '\u001b[31m',
  '|',
  '>',
  '? ',
  '%',
  ',,',
  '[[x]]',
  '*_by_lua_block {',
];

/** So many mutations are typed into one project, as into an editor. */
const A_PROJECT = 500;
let editor = memoryProject({ files: {}, profile: 'all' }).project;

const next = random(Number(options.seed));
const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;

const seeds = loadSeeds();
const counts = { threw: 0, slow: 0, crashed: 0, badSpan: 0 };
const worst = new Map<Format, number>();
const total = Number(options.count);
const cli = new CliFuzz();
const started = performance.now();
for (let i = 0; i < total; i++) {
  const seed = pick(seeds);
  const text = mutate(seed.text);
  await tryOne(seed.format, text, i);
  if (i > 0 && i % 50_000 === 0) console.log(`${i} mutations so far: ${JSON.stringify(counts)}`);
  if (i % CLI_SHARE === 0 && i / CLI_SHARE < Number(options.files)) cli.take(NAMES[seed.format], text);
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `${total} mutations in ${seconds.toFixed(0)} s (seed ${options.seed}); slowest: ${FORMATS.map((format) => `${format} ${Math.round(worst.get(format) ?? 0)} ms`).join(', ')}`,
);
console.log(
  `threw ${counts.threw}, rules crashed ${counts.crashed}, over ${LIMIT_MS} ms ${counts.slow}, spans outside the text ${counts.badSpan}`,
);
const workspaces = new WorkspaceFuzz(random(Number(options.seed) + 1));
const many = Number(options.workspaces ?? Math.ceil(total / 10));
for (let i = 0; i < many; i++) {
  await workspaces.one(i);
  if (i > 0 && i % 10_000 === 0) console.log(`${i} workspaces so far: ${workspaces.problems.length} problems`);
}
console.log(
  `${many} workspaces, ${workspaces.apart} pairs apart; slowest ${Math.round(workspaces.slowest)} ms of processor time: ${workspaces.problems.length} problems`,
);
for (const problem of workspaces.problems.slice(0, 20)) console.log(`  ${problem.slice(0, 4000)}`);
const { files, problems } = await cli.run();
console.log(
  `command line: ${files} of them as files, in 3 formats and while files vanish: ${problems.length} problems`,
);
for (const problem of problems) console.log(`  ${problem}`);
if (workspaces.problems.length + problems.length + counts.threw + counts.crashed + counts.slow + counts.badSpan > 0)
  process.exitCode = 1;

async function tryOne(format: Format, text: string, index: number): Promise<void> {
  const before = performance.now();
  try {
    if (index % A_PROJECT === 0) editor = memoryProject({ files: {}, profile: 'all' }).project;
    const uri = MemoryHost.uri(NAMES[format]);
    editor.open(uri, text);
    const report = await editor.check(uri, { format });
    editor.close(uri);
    for (const finding of [...report.findings, ...report.suppressed]) {
      if (finding.rule === 'internal/rule-crashed') say('crashed', format, index, finding.message);
      if (
        finding.uri === report.uri &&
        (finding.span.start < 0 || finding.span.end > text.length || finding.span.start > finding.span.end)
      )
        say('badSpan', format, index, finding.rule);
    }
  } catch (error) {
    say(
      'threw',
      format,
      index,
      error instanceof Error ? `${error.message}\n${error.stack?.split('\n').slice(1, 4).join('\n')}` : 'not an error',
    );
  }
  let took = performance.now() - before;
  if (took > LIMIT_MS) took = await repeated(format, text);
  worst.set(format, Math.max(worst.get(format) ?? 0, took));
  if (took > LIMIT_MS) say('slow', format, index, `${Math.round(took)} ms, ${text.length} characters`);
}

/** Processor milliseconds of one repeat. */
async function repeated(format: Format, text: string): Promise<number> {
  const before = process.cpuUsage();
  const { project } = memoryProject({ files: { [NAMES[format]]: text }, profile: 'all' });
  await project.check(MemoryHost.uri(NAMES[format]), { format });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function say(kind: keyof typeof counts, format: Format, index: number, detail: string): void {
  counts[kind] += 1;
  if (counts[kind] <= 10) console.log(`${kind} at mutation ${index} (${format}): ${detail}`);
}

function mutate(source: string): string {
  let text =
    source.length > MAX_SIZE
      ? source.slice(Math.floor(next() * (source.length - MAX_SIZE))).slice(0, MAX_SIZE)
      : source;
  const times = 1 + Math.floor(next() * 6);
  for (let i = 0; i < times; i++) text = mutateOnce(text);
  return text;
}

function mutateOnce(text: string): string {
  const a = Math.floor(next() * (text.length + 1));
  const b = Math.min(text.length, a + Math.floor(next() * 40));
  switch (Math.floor(next() * 8)) {
    case 0:
      return text.slice(0, a) + text.slice(b);
    case 1:
      return text.slice(0, a) + pick(PIECES) + text.slice(a);
    case 2:
      return text.slice(0, a);
    case 3:
      return text.slice(0, b) + text.slice(a, b) + text.slice(b);
    case 4:
      return text.slice(0, a) + pick(PIECES) + text.slice(b);
    case 5:
      return text.slice(0, a) + text.slice(a, b).split('').reverse().join('') + text.slice(b);
    case 6:
      return text.slice(0, a) + pick(PIECES).repeat(1 + Math.floor(next() * 300)) + text.slice(a);
    default: {
      const other = pick(seeds).text;
      const from = Math.floor(next() * other.length);
      return text.slice(0, a) + other.slice(from, from + 200) + text.slice(b);
    }
  }
}

function loadSeeds(): readonly { readonly format: Format; readonly text: string }[] {
  const found: { format: Format; text: string }[] = [];
  const add = (path: string, text: string | undefined) => {
    const format = text === undefined ? undefined : detect(path, text)?.format;
    if (text !== undefined && format !== undefined) found.push({ format, text });
  };
  const corpus = corpusFiles({});
  if (corpus !== undefined) for (const { file } of corpus) add(file, corpusText(file));
  else {
    console.log('note: ../shared/corpus is not here, examples/ instead');
    const root = join(dirname(fileURLToPath(import.meta.url)), '../examples');
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }))
      if (statSync(join(root, name)).isFile()) add(name.replaceAll('\\', '/'), readFileSync(join(root, name), 'utf8'));
  }
  return found;
}
