/**
 * Applies every fix of every finding of the corpus, each alone: the file still parses, the finding is gone, no finding appears that was not
 * there, every byte outside the edits is the same (edits are spans, so this is counted by comparing both sides), and fixing again changes
 * nothing. Without `../shared` it runs on `examples/`.
 *   npm run fixproof -- [--sample n] [--seed n] [--kind k] [--rule id] [--profile p] [--verbose]
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Finding } from '../server/src/finding/finding.ts';
import type { Profile } from '../server/src/finding/profile.ts';
import { detectByName } from '../server/src/formats/detect.ts';
import { readFormat } from '../server/src/project/build-model.ts';
import type { Project } from '../server/src/project/project.ts';
import { applyFix } from '../test/support/apply-fix.ts';
import { memoryProject } from '../test/support/lint.ts';
import { MemoryHost } from '../test/support/memory-host.ts';
import { CORPUS, corpusFiles, corpusText } from './corpus-files.ts';

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
    rule: { type: 'string', multiple: true },
    profile: { type: 'string', default: 'all' },
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
if (proved < tried) process.exitCode = 1;

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

function key(finding: Finding): string {
  return `${finding.rule} ${finding.fingerprint}`;
}

async function check(project: Project, path: string): Promise<readonly Finding[]> {
  return (await project.check(MemoryHost.uri(path))).findings;
}

/** How often the rule of a key is in a set of keys. */
function countOf(keys: ReadonlySet<string>, key: string): number {
  const rule = key.slice(0, key.indexOf(' ') + 1);
  return [...keys].filter((one) => one.startsWith(rule)).length;
}

async function proveFile(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  const profile = options.profile as Profile;
  const { project } = memoryProject({ files, profile, selection });
  const report = await project.check(MemoryHost.uri(path));
  if (report.format === undefined) return;
  const before = new Set(report.findings.map(key));
  for (const finding of report.findings) {
    for (const [index, fix] of finding.fixes.entries()) {
      const tally = byRule.get(finding.rule) ?? { tried: 0, proved: 0, failures: [] };
      byRule.set(finding.rule, tally);
      tally.tried += 1;
      const why = await prove(path, files, finding, index, before, report.complete);
      if (why === undefined) tally.proved += 1;
      else tally.failures.push(`${path} "${fix.title}": ${why}`);
    }
  }
}

async function prove(
  path: string,
  files: Readonly<Record<string, string>>,
  finding: Finding,
  index: number,
  before: ReadonlySet<string>,
  wasComplete: boolean,
): Promise<string | undefined> {
  let fixed: Record<string, string>;
  try {
    fixed = applyFix(files, finding, index);
  } catch (error) {
    return `cannot be applied: ${error instanceof Error ? error.message : 'failed'}`;
  }
  if (fixed[path] === files[path] && Object.keys(fixed).every((name) => fixed[name] === files[name]))
    return 'changes nothing';
  const { project } = memoryProject({ files: fixed, profile: options.profile as Profile, selection });
  const report = await project.check(MemoryHost.uri(path));
  if (wasComplete && report.format !== undefined && !readFormat(report.format, fixed[path] ?? '').complete)
    return 'does not parse any more';
  const after = new Set((await check(project, path)).map(key));
  const begins = finding.fixes[index]?.begins;
  if (begins === undefined && after.has(key(finding))) return 'the finding is still there';
  // A fix may rename what a finding's fingerprint is made of (a location's path): new is what its rule did not say as often before.
  const isNew = (one: string) => !before.has(one) && countOf(after, one) > countOf(before, one);
  const added = [...after].filter((one) => isNew(one) && begins?.includes(one.slice(0, one.indexOf(' '))) !== true);
  if (added.length > 0) return `new: ${added.slice(0, 3).join(', ')}`;
  return undefined;
}
