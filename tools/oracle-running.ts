/**
 * Runs real programs before and after fixes: `npm run oracle:running`. For every kind of fix that nginx can be asked about, nginx starts on
 * loopback with a document of the rule's page or fixtures, before and after, and answers at every port as it did (a safe fix: the same
 * status and headers). Then the cases of `oracle/running-cases.ts` and `oracle/running-stores.ts`: what a title says is what happens.
 * What is missing here prints `skipped: why`. `--list` names every kind that did not run, `--rule id` takes one.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Finding } from '../server/src/finding/finding.ts';
import { withFixes } from '../server/src/project/with-fixes.ts';
import type { Rule } from '../server/src/rules/contract.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { applyFix } from '../test/support/apply-fix.ts';
import { fixtureCases } from '../test/support/fixture-cases.ts';
import { memoryProject } from '../test/support/lint.ts';
import { MemoryHost } from '../test/support/memory-host.ts';
import { documentsOf } from '../test/support/rule-pages.ts';
import { type NginxBinary, obtainNginx } from './oracle/nginx-binary.ts';
import { type Answer, type Door, type RunningNginx, runNginx } from './oracle/nginx-running.ts';
import { NGINX_CASES } from './oracle/running-cases.ts';
import { STORE_CASES } from './oracle/running-stores.ts';

const { values: options } = parseArgs({
  options: { list: { type: 'boolean', default: false }, rule: { type: 'string', multiple: true } },
});

type Files = Readonly<Record<string, string>>;
const broken: string[] = [];

/** What a client may act on: not what names the software, nor what is said of errors from then on. */
const UNSEEN =
  /^(?:server|date|x-powered-by|strict-transport-security|x-content-type-options|etag|last-modified|connection)$/;

const nginx = obtainNginx();
if (nginx === undefined) console.log('skipped: nginx kinds (no nginx here and no way to install one)');
else {
  await everyKind(nginx);
  for (const { name, run } of NGINX_CASES) await runCase(`nginx: ${name}`, () => run(nginx));
  rmSync(nginx.folder, { recursive: true, force: true });
}
for (const { name, run } of STORE_CASES) await runCase(name, run);
for (const line of broken) console.log(`broken: ${line}`);
console.log(`${broken.length} broken`);
process.exitCode = broken.length > 0 ? 1 : 0;

/** @param run gives what is wrong, `skipped: why`, or nothing when all is as the title says */
async function runCase(name: string, run: () => Promise<string | undefined>): Promise<void> {
  let problem: string | undefined;
  try {
    problem = await run();
  } catch (error) {
    problem = error instanceof Error ? error.message : 'failed';
  }
  console.log(`${problem === undefined ? 'ok' : problem.startsWith('skipped: ') ? problem : 'BROKEN'}: ${name}`);
  if (problem !== undefined && !problem.startsWith('skipped: ')) broken.push(`${name}: ${problem}`);
}

async function everyKind(program: NginxBinary): Promise<void> {
  const kinds = RULES.filter(
    ({ id, fix }) => id.startsWith('nginx/') && (fix === 'safe' || fix === 'behavior-changing'),
  );
  const wanted = kinds.filter(({ id }) => options.rule?.includes(id) !== false);
  let ran = 0;
  let fixes = 0;
  const left: string[] = [];
  for (const rule of wanted) {
    const { tried, reason } = await proveKind(rule, program);
    fixes += tried;
    if (tried > 0) ran += 1;
    else left.push(`${rule.id}: ${reason}`);
  }
  console.log(
    `nginx ${program.version}: ${ran} of ${wanted.length} kinds started and answered before and after, ${fixes} fixes`,
  );
  console.log(`  ${left.length} kinds cannot start here before their fix`);
  if (options.list) for (const line of left) console.log(`  - ${line}`);
}

async function proveKind(rule: Rule, program: NginxBinary): Promise<{ tried: number; reason: string }> {
  let tried = 0;
  let reason = 'no document with a fix';
  for (const { files, path } of documentsFor(rule)) {
    const settings = { 'preflight.json': JSON.stringify({ nginx: { version: program.version } }) };
    const { project } = memoryProject({
      files: { ...files, ...settings },
      profile: 'all',
      selection: { only: new Set([rule.id]) },
    });
    const { findings } = await withFixes(project, await project.check(MemoryHost.uri(path)));
    const finding = findings.find(({ fixes }) => fixes.some(({ safety }) => safety !== 'needs-input'));
    if (finding === undefined) continue;
    const before = await runNginx(files, path, program);
    const answers = typeof before === 'string' ? [] : await answersOf(before);
    if (typeof before !== 'string') await before.stop();
    const refused = typeof before === 'string' ? before : undefined;
    if (refused !== undefined) reason = refused;
    tried += await proveFixes({ rule, files, path, finding, before: answers, refused, program });
    if (tried > 1) break;
  }
  return { tried, reason };
}

interface KindCase {
  readonly rule: Rule;
  readonly files: Files;
  readonly path: string;
  readonly finding: Finding;
  readonly before: readonly (readonly [Door, Answer | undefined])[];
  /** Why it does not start before. */
  readonly refused: string | undefined;
  readonly program: NginxBinary;
}

async function proveFixes({ rule, files, path, finding, before, refused, program }: KindCase): Promise<number> {
  let tried = 0;
  for (const [index, { safety, title }] of finding.fixes.entries()) {
    if (safety === 'needs-input') continue;
    const after = await runNginx(applyFix(files, finding, index), path, program);
    // What nginx refuses before, and for another reason still does, says nothing.
    if (typeof after === 'string' && refused !== undefined) continue;
    tried += 1;
    if (typeof after === 'string') {
      broken.push(`${rule.id}: ${title}: nginx no longer starts: ${after}`);
      continue;
    }
    const answers = await answersOf(after);
    await after.stop();
    for (const [door, answer] of before) {
      if (answer === undefined) continue;
      const now = answers.find(([one]) => one.written === door.written)?.[1];
      if (now === undefined) broken.push(`${rule.id}: ${title}: no answer at ${door.written} any more`);
      else if (safety === 'safe' && shown(now) !== shown(answer))
        broken.push(`${rule.id}: ${title}: ${door.written} answers ${shown(now)}, before ${shown(answer)}`);
    }
  }
  return tried;
}

function shown({ status, headers }: Answer): string {
  // nginx's own error pages name its version at their foot
  const isSeen = (name: string) => !UNSEEN.test(name) && !(name === 'content-length' && status >= 400);
  const named = Object.entries(headers).filter(([name]) => isSeen(name));
  return `${status} ${JSON.stringify(Object.fromEntries(named.sort()))}`;
}

async function answersOf(running: RunningNginx): Promise<readonly (readonly [Door, Answer | undefined])[]> {
  return Promise.all(running.doors.map(async (door) => [door, await running.get(door)] as const));
}

function documentsFor({ id }: Rule): readonly { readonly files: Files; readonly path: string }[] {
  const pages = documentsOf(id).reported.map(({ name = 'nginx.conf', text, files }) => ({
    files: { ...files, [name]: text },
    path: name,
  }));
  const fixtures = fixtureCases(id)
    .filter(({ name }) => !/^good|^suppressed/.test(name))
    .map(({ files }) => ({ files, path: Object.keys(files)[0] ?? '' }));
  return [...pages, ...fixtures];
}
