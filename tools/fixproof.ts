/**
 * Proves every fix of every finding of the corpus, each alone, as editor and command line do before they change anything, and counts what
 * is refused and why. `--bulk`: also all of each file at once, twice. Without `../shared` it runs on `examples/`.
 *   npm run fixproof -- [--sample n] [--seed n] [--kind k] [--rule id] [--profile p] [--bulk] [--verbose]
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { candidateOf } from '../server/src/engine/fixing.ts';
import type { Finding } from '../server/src/finding/finding.ts';
import type { Fix } from '../server/src/finding/fix.ts';
import type { Profile } from '../server/src/finding/profile.ts';
import { detectByName } from '../server/src/formats/detect.ts';
import { fixFiles } from '../server/src/project/fix-files.ts';
import type { Project } from '../server/src/project/project.ts';
import { FixProofs } from '../server/src/project/prove-fix.ts';
import { withFixes } from '../server/src/project/with-fixes.ts';
import { memoryProject } from '../test/support/lint.ts';
import { MemoryHost } from '../test/support/memory-host.ts';
import { CORPUS, corpusFiles, corpusText } from './corpus-files.ts';

/** The share of offered fixes that the proof may refuse when somebody asks for them. */
const MOST_REFUSED = 0.01;

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
    rule: { type: 'string', multiple: true },
    profile: { type: 'string', default: 'all' },
    bulk: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

interface Tally {
  tried: number;
  proved: number;
  failures: string[];
}

const byRule = new Map<string, Tally>();
const selection = options.rule === undefined ? {} : { only: new Set(options.rule) };

/** Findings by the level of their best fix. */
const levels = new Map<string, number>();
const byLevel = new Map<string, { tried: number; proved: number }>();
const reasons = new Map<string, number>();
const bulk = { files: 0, repaired: 0, refused: 0 };
let findings = 0;

for (const [path, files] of fileSets()) await proveFile(path, files);

let tried = 0;
let proved = 0;
console.log('rule'.padEnd(44), 'fixes tried', 'proved');
for (const [rule, tally] of [...byRule].sort()) {
  console.log(rule.padEnd(44), String(tally.tried).padStart(11), String(tally.proved).padStart(6));
  tried += tally.tried;
  proved += tally.proved;
  for (const failure of tally.failures.slice(0, options.verbose ? 1000 : 3)) console.log(`    ${failure}`);
}
console.log(`${tried} fixes tried, ${proved} proved, ${tried - proved} not`);
console.log(`${findings} findings by their best fix:`, Object.fromEntries(levels));
for (const [level, { tried, proved }] of byLevel) console.log(`${level}: ${tried} tried, ${proved} proven`);
for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1])) console.log(String(count).padStart(6), reason);
if (options.bulk) console.log('all fixes of each file at once:', bulk);
// What the proof refuses nobody can press: that is what it is for. Many of them mean that a rule offers what does not work.
if (tried - proved > tried * MOST_REFUSED) {
  console.log(`more than ${MOST_REFUSED * 100} % of the fixes are refused`);
  process.exitCode = 1;
}

/** Each file with the files of its folder, an nginx file with all of its project: includes reach across folders. */
function* fileSets(): Generator<readonly [string, Readonly<Record<string, string>>]> {
  const listed = corpusFiles(options);
  if (listed === undefined) {
    console.log('note: ../shared/corpus is not here, examples/ instead');
    const root = join(dirname(fileURLToPath(import.meta.url)), '../examples');
    const texts = Object.fromEntries(
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((name) => statSync(join(root, name)).isFile())
        .map((name) => [name.split(sep).join('/'), readFileSync(join(root, name), 'utf8')]),
    );
    for (const name of Object.keys(texts)) if (detectByName(name) !== undefined) yield [name, texts];
    return;
  }
  const nginx = nginxByProject();
  for (const { file, kind } of listed) {
    const text = corpusText(file);
    if (text === undefined) continue;
    // Below a folder of the project's own name, so that stages come out as in the real tree.
    const folder = dirname(join(CORPUS, file));
    const files: Record<string, string> = { ...(kind === 'nginx' ? nginx.get(projectOf(file)) : {}), [file]: text };
    for (const name of readdirSync(folder)) {
      const path = relative(CORPUS, join(folder, name)).split(sep).join('/');
      if (path in files || !statSync(join(folder, name)).isFile()) continue;
      const beside = corpusText(path);
      if (beside !== undefined) files[path] = beside;
    }
    yield [file, files];
  }
}

function projectOf(file: string): string {
  return file.split('/')[0] ?? '';
}

/** All nginx files of each project of the corpus. */
function nginxByProject(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const projects = new Map<string, Record<string, string>>();
  for (const { file } of corpusFiles({ kind: 'nginx' }) ?? []) {
    const text = corpusText(file);
    const files = projects.get(projectOf(file)) ?? {};
    projects.set(projectOf(file), files);
    if (text !== undefined) files[file] = text;
  }
  return projects;
}

async function proveFile(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  const { project } = memoryProject({ files, profile: options.profile as Profile, selection });
  const uri = MemoryHost.uri(path);
  const report = await withFixes(project, await project.check(uri));
  if (report.format === undefined) return;
  const proofs = new FixProofs(project);
  for (const finding of report.findings) {
    findings += 1;
    const best = finding.fixes[0]?.safety ?? 'none';
    levels.set(best, (levels.get(best) ?? 0) + 1);
    for (const fix of finding.fixes) await proveFix(path, proofs, finding, fix);
  }
  if (options.bulk) await fixWhole(path, project, uri);
}

async function proveFix(path: string, proofs: FixProofs, finding: Finding, fix: Fix): Promise<void> {
  const tally = byRule.get(finding.rule) ?? { tried: 0, proved: 0, failures: [] };
  byRule.set(finding.rule, tally);
  tally.tried += 1;
  const level = tallyOf(fix.safety);
  level.tried += 1;
  const reason = await reasonOf(proofs, finding, fix);
  if (reason === undefined) {
    tally.proved += 1;
    level.proved += 1;
    return;
  }
  tally.failures.push(`${path}:${finding.span.start} "${fix.title}": ${reason}`);
  const kind = `${fix.safety}: ${reason.replace(/ in \S+$/, '')}`;
  reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
}

async function reasonOf(proofs: FixProofs, finding: Finding, fix: Fix): Promise<string | undefined> {
  try {
    return await proofs.refusal(candidateOf(finding, fix));
  } catch (error) {
    return `cannot be tried: ${error instanceof Error ? error.message : 'failed'}`;
  }
}

/** All fixes of a file at once, and once more: the second run has nothing to do. */
async function fixWhole(path: string, project: Project, uri: string): Promise<void> {
  const fixed = await fixFiles(project, [uri], { level: 'unsafe' });
  for (const error of fixed.failed.values()) console.log(`bulk: ${path}: ${String(error)}`);
  if (fixed.after.size === 0) return;
  bulk.files += fixed.after.size;
  bulk.repaired += [...fixed.repaired.values()].flat().length;
  bulk.refused += fixed.refused.length;
  for (const { finding, reason } of fixed.refused)
    if (options.verbose || reason.startsWith('together')) console.log(`bulk: ${path}: ${finding.rule}: ${reason}`);
  for (const [file, text] of fixed.after) project.open(file, text);
  const again = await fixFiles(project, [uri], { level: 'unsafe' });
  if (again.after.size > 0) console.log(`bulk: ${path}: a second run changes something again`);
}

function tallyOf(safety: string): { tried: number; proved: number } {
  const known = byLevel.get(safety) ?? { tried: 0, proved: 0 };
  byLevel.set(safety, known);
  return known;
}
