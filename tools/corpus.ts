/**
 * Reads and lints every file of `../shared/corpus`: no crash, no file over 250 ms, a table of hits per rule, the files that do not parse.
 *   npm run corpus -- [--sample n] [--seed n] [--rule id [--read n]] [--kind compose|env|toml|nginx] [--profile p] [--production]
 * `--rule id --read 20` prints random findings of a rule with their place (values stay masked; open the file to judge).
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Finding } from '../server/src/finding/finding.ts';
import type { Profile } from '../server/src/finding/profile.ts';
import { NodeHost } from '../server/src/hosts/node/node-host.ts';
import { Project } from '../server/src/project/project.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { LineIndex } from '../server/src/text/line-index.ts';
import { CORPUS, corpusFiles } from './corpus-files.ts';
import { random, shuffled } from './random.ts';

const LIMIT_MS = 250;

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    rule: { type: 'string', multiple: true },
    read: { type: 'string' },
    kind: { type: 'string' },
    profile: { type: 'string', default: 'recommended' },
    production: { type: 'boolean', default: false },
  },
});

await run();

async function run(): Promise<void> {
  const files = corpusFiles(options);
  if (files === undefined) {
    console.log('skipped: corpus (../shared/corpus is not here)');
    return;
  }
  const next = random(Number(options.seed));
  const root = pathToFileURL(CORPUS).href;
  const projects = new Map<string, Project>();
  const hits = new Map<string, { findings: number; files: Set<string>; production: Set<string> }>();
  const all: { finding: Finding; file: string; text: string; stage: string }[] = [];
  const slow: string[] = [];
  const broken: string[] = [];
  const stages = new Map<string, number>();
  let crashes = 0;
  let checked = 0;
  const unknown: string[] = [];
  for (const { file } of files) {
    const folder = file.split('/')[0] ?? '';
    const uri = pathToFileURL(join(CORPUS, ...file.split('/'))).href;
    const project = projects.get(folder) ?? newProject(`${root}/${folder}`);
    projects.set(folder, project);
    project.release(uri);
    await project.store.read(uri);
    const started = performance.now();
    const report = await project.check(uri);
    const took = performance.now() - started;
    if (report.format === undefined) {
      unknown.push(file);
      continue;
    }
    checked += 1;
    const key = `${report.format}/${report.stage}`;
    stages.set(key, (stages.get(key) ?? 0) + 1);
    if (took > LIMIT_MS) slow.push(`${file} ${Math.round(took)} ms`);
    if (!report.complete) broken.push(file);
    for (const finding of report.findings) {
      if (options.production && report.stage !== 'production') continue;
      if (finding.rule === 'internal/rule-crashed') {
        crashes += 1;
        console.log(`CRASH ${file}: ${finding.message}`);
      }
      const entry = hits.get(finding.rule) ?? { findings: 0, files: new Set<string>(), production: new Set<string>() };
      entry.findings += 1;
      entry.files.add(file);
      if (report.stage === 'production') entry.production.add(file);
      hits.set(finding.rule, entry);
      all.push({ finding, file, text: report.text, stage: report.stage });
    }
  }
  const read = Number(options.read ?? 0);
  if (read > 0) {
    const wanted = all.filter(({ finding }) => options.rule === undefined || options.rule.includes(finding.rule));
    for (const { finding, file, text } of shuffled(wanted, next).slice(0, read)) {
      const { line, character } = new LineIndex(text).positionAt(finding.span.start);
      console.log(`${file}:${line + 1}:${character + 1} ${finding.severity} ${finding.rule}\n    ${finding.message}`);
    }
    return;
  }
  console.log('rule'.padEnd(44), 'findings', 'files', 'production files');
  for (const [rule, entry] of [...hits].sort((a, b) => b[1].findings - a[1].findings)) {
    console.log(
      rule.padEnd(44),
      String(entry.findings).padStart(8),
      String(entry.files.size).padStart(5),
      String(entry.production.size).padStart(8),
    );
  }
  console.log(`\nstages: ${[...stages].map(([key, count]) => `${key} ${count}`).join(', ')}`);
  console.log(`do not parse: ${broken.length}`);
  if (options.sample === undefined) for (const file of broken) console.log(`  ${file}`);
  console.log(`not taken for one of our formats: ${unknown.length}`);
  if (options.sample === undefined) for (const file of unknown) console.log(`  ${file}`);
  console.log(`over ${LIMIT_MS} ms: ${slow.length}${slow.map((line) => `\n  ${line}`).join('')}`);
  console.log(`${checked} files read and linted, ${crashes} crashes`);
  if (crashes > 0) process.exitCode = 1;
}

function newProject(root: string): Project {
  return new Project({
    host: new NodeHost({ roots: [root], maxFileSize: 4 * 1024 * 1024 }),
    roots: [root],
    rules: RULES,
    profile: options.profile as Profile,
    today: () => '2026-11-22',
    ...(options.rule !== undefined && { selection: { only: new Set(options.rule) } }),
  });
}
