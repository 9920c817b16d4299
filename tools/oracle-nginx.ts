/**
 * Holds our verdicts and fixes against a real nginx: `npm run oracle:nginx`. For every nginx file of the corpus, of the labelled
 * fixtures and of our own: do we refuse what `nginx -t` refuses, and does `nginx -t` still pass after each fix? What this build cannot
 * load (modules, newer directives, the machine around it) is left out and counted. `--list` prints every disagreement, `--sample n --seed n` takes a part.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Finding } from '../server/src/finding/finding.ts';
import type { NginxModel } from '../server/src/formats/nginx/model/model.ts';
import { readNginx } from '../server/src/formats/nginx/read/read.ts';
import { directiveFacts } from '../server/src/knowledge/nginx/directives.ts';
import { looksForeign } from '../server/src/knowledge/nginx/nearest.ts';
import { applyFix } from '../test/support/apply-fix.ts';
import { memoryProject } from '../test/support/lint.ts';
import { MemoryHost } from '../test/support/memory-host.ts';
import { REFUSALS } from '../test/support/nginx-verdict.ts';
import { allFixed } from './oracle/all-fixes.ts';
import { type NginxBinary, obtainNginx, testConfig, type Verdict } from './oracle/nginx-binary.ts';
import { framesOf } from './oracle/nginx-frames.ts';
import { stubbed } from './oracle/nginx-stubs.ts';
import { random, shuffled } from './random.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SHARED = join(ROOT, '..', 'shared');
const LIST = process.argv.includes('--list');
const { values: options } = parseArgs({
  options: { list: { type: 'boolean' }, sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});

/** Files that belong together and the one that is looked at. */
interface FileSet {
  readonly label: string;
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
}

/** What the machine must have and this one has not: says nothing about the configuration. */
const ENVIRONMENT =
  /^(?:host not found|bind\(\)|open\(\)|mkdir\(\)|getpwnam|getgrnam|cannot load|dlopen|invalid user|BIO_new|SSL_CTX_|could not build|no resolver|socket\(\)|setsockopt|chown|ssl_stapling|perl|zero size shared memory zone "(?!none))/;

/** Parameters of NGINX Plus or of a later version, and what the system lacks. */
const NOT_BUILT =
  /parameter requires|^invalid parameter "(?:resolve|service=|slow_start|drain|route=|sticky|always_on)|^no servers are inside upstream|is unsupported on this platform/;
const ELSEWHERE =
  /zone "[^"]*" is unknown|^zero size shared memory zone|^no "ssl_certificate" is defined|^no proxy_ssl_trusted_certificate|^no ssl_client_certificate|^unknown log format|variable$|^unknown map|^upstream ".*" not found/;

interface Tally {
  agreedOk: number;
  agreedRefused: number;
  readonly excluded: Map<string, number>;
  readonly wrong: string[];
  fixes: number;
  /** Files whose fixes were applied all at once. */
  together: number;
  readonly brokenFixes: Map<string, string[]>;
}

function corpusFileSets(): readonly FileSet[] {
  const manifest = join(SHARED, 'corpus', 'manifest.json');
  if (!existsSync(manifest)) return [];
  const entries = JSON.parse(readFileSync(manifest, 'utf8')) as readonly {
    readonly file: string;
    readonly kind: string;
  }[];
  const byProject = Map.groupBy(
    entries.filter((entry) => entry.kind === 'nginx'),
    (entry) => entry.file.split('/')[0] ?? '',
  );
  return [...byProject].flatMap(([project, own]) => {
    const files = Object.fromEntries(
      own.map(({ file }) => [file.slice(project.length + 1), readFileSync(join(SHARED, 'corpus', file), 'utf8')]),
    );
    return Object.keys(files).map((path) => ({ label: `${project}/${path}`, files, path }));
  });
}

function singleFileSets(folder: string, ending: string): readonly FileSet[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(ending));
  return paths.sort().map((path) => ({
    label: relative(ROOT, join(folder, path)),
    files: { 'site.nginx.conf': readFileSync(join(folder, path), 'utf8') },
    path: 'site.nginx.conf',
  }));
}

interface Seen {
  readonly model: NginxModel;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
}

async function modelOf(fileSet: FileSet, version: string): Promise<Seen | undefined> {
  // nginx does not ask what a file is for, so neither may we
  const settings = JSON.stringify({ nginx: { version }, stages: { '**': 'production' } });
  const { project } = memoryProject({ files: { ...fileSet.files, 'preflight.json': settings }, profile: 'all' });
  const report = await project.check(MemoryHost.uri(fileSet.path));
  return report.model?.format === 'nginx'
    ? { model: report.model, findings: report.findings, suppressed: report.suppressed }
    : undefined;
}

/** What nginx says of a fragment in a block it is not meant for: the next block is tried. */
const WRONG_PLACE = /is not allowed here$|can be on the server level only$/;

/** Writes the stubbed tree into the sandbox, in the blocks a fragment needs around it, and asks nginx. */
function ask(model: NginxModel, files: Readonly<Record<string, string>>, nginx: NginxBinary): Verdict | undefined {
  const sandbox = join(nginx.folder, 'conf');
  rmSync(sandbox, { recursive: true, force: true });
  const fileOf = (uri: string) => join(sandbox, decodeURIComponent(uri.slice(MemoryHost.root.length + 1)));
  const textOf = (uri: string) => files[decodeURIComponent(uri.slice(MemoryHost.root.length + 1))] ?? '';
  const places = { stub: join(nginx.folder, 'stub'), scratch: join(sandbox, 'scratch'), fileOf };
  mkdirSync(places.scratch, { recursive: true });
  for (const [uri, text] of stubbed(model, textOf, places)) {
    mkdirSync(dirname(fileOf(uri)), { recursive: true });
    writeFileSync(fileOf(uri), text);
  }
  const modules = nginx.modules.map((module) => `load_module ${module};\n`).join('');
  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${places.scratch}/d_${name};`,
  );
  const main = join(sandbox, '__main.conf');
  let verdict: Verdict | undefined;
  for (const around of framesOf(model, fileOf(model.uri), places.stub)) {
    writeFileSync(main, around(modules, model.top.visible ? '' : scratch.join(' ')));
    verdict = testConfig(nginx, main);
    if (verdict.ok || !WRONG_PLACE.test(verdict.reason)) return verdict;
  }
  return verdict;
}

/** Why a refusal of nginx says nothing about us. */
function exclusionOf(verdict: Verdict, model: NginxModel): string | undefined {
  const unknown = /^unknown directive "([^"]*)"/.exec(verdict.reason)?.[1];
  if (unknown !== undefined) {
    const facts = directiveFacts(unknown);
    if (facts === undefined) {
      return looksForeign(unknown) || !model.top.visible
        ? 'directive of a module that is not in this build'
        : undefined;
    }
    if (facts.source !== 'oss') return 'directive of a module that is not in this build';
    return facts.since === undefined ? 'directive of a module that is not in this build' : undefined;
  }
  if (NOT_BUILT.test(verdict.reason)) return 'feature that is not in this build';
  if (!model.top.visible && verdict.reason.endsWith('is not allowed here'))
    return 'fragment whose place cannot be told';
  const isPart = !model.top.visible || model.includes.some((include) => include.state === 'unseen');
  if (isPart && ELSEWHERE.test(verdict.reason)) return 'fragment that needs what its parent defines';
  return ENVIRONMENT.test(verdict.reason) ? 'needs the machine it was written for' : undefined;
}

function isOpaque(model: NginxModel): boolean {
  const others = model.includes.flatMap((include) => include.uris);
  if (others.some((uri) => model.files.parsed(uri, 'file:nginx', readNginx)?.template !== undefined)) return true;
  return model.isTemplate || model.file.template !== undefined || /\$\{[A-Z][A-Z0-9_]*\}/.test(model.file.text);
}

async function judge(fileSet: FileSet, nginx: NginxBinary, tally: Tally): Promise<void> {
  const seen = await modelOf(fileSet, nginx.version);
  const exclude = (why: string): void => {
    tally.excluded.set(why, (tally.excluded.get(why) ?? 0) + 1);
  };
  if (seen === undefined) return exclude('not read as nginx');
  if (seen.model.file.sections.length > 0) return exclude('dump of nginx -T');
  if (isOpaque(seen.model)) return exclude('template: placeholders are filled before nginx reads it');
  const verdict = ask(seen.model, fileSet.files, nginx);
  if (verdict === undefined) return exclude('fragment whose place cannot be told');
  const reason = verdict.ok ? undefined : exclusionOf(verdict, seen.model);
  if (reason !== undefined) return exclude(reason);
  const refusals = [...seen.findings, ...seen.suppressed].filter((finding) => REFUSALS.has(finding.rule));
  if (verdict.ok !== (refusals.length === 0)) {
    tally.wrong.push(`${fileSet.label}\n    nginx: ${verdict.ok ? 'ok' : verdict.reason}\n    ours: ${said(refusals)}`);
  } else if (verdict.ok) tally.agreedOk++;
  else tally.agreedRefused++;
  if (!verdict.ok) return;
  await proveFixes(fileSet, seen, nginx, tally);
  await proveTogether(fileSet, nginx, tally);
}

function said(refusals: readonly Finding[]): string {
  return refusals.length === 0
    ? 'ok'
    : refusals
        .map((finding) => `${finding.rule}: ${finding.message}`)
        .slice(0, 3)
        .join(' | ');
}

async function proveFixes(fileSet: FileSet, seen: Seen, nginx: NginxBinary, tally: Tally): Promise<void> {
  const { model: before, findings } = seen;
  for (const finding of findings) {
    for (const index of finding.fixes.keys()) {
      const files = applyFix(fileSet.files, finding, index);
      const after = await modelOf({ ...fileSet, files }, nginx.version);
      const verdict = after === undefined ? undefined : ask(after.model, files, nginx);
      tally.fixes++;
      if (verdict?.ok === true || (verdict !== undefined && exclusionOf(verdict, after?.model ?? before) !== undefined))
        continue;
      const list = tally.brokenFixes.get(finding.rule) ?? [];
      list.push(
        `${fileSet.label}: ${finding.fixes[index]?.title} -> ${verdict?.reason ?? 'not read as nginx any more'}`,
      );
      tally.brokenFixes.set(finding.rule, list);
    }
  }
}

/** All fixes of the file at once, as the command line writes them. */
async function proveTogether(fileSet: FileSet, nginx: NginxBinary, tally: Tally): Promise<void> {
  const settings = { 'preflight.json': JSON.stringify({ nginx: { version: nginx.version } }) };
  const files = await allFixed({ ...fileSet.files, ...settings }, fileSet.path);
  if (files[fileSet.path] === fileSet.files[fileSet.path]) return;
  const after = await modelOf({ ...fileSet, files }, nginx.version);
  const verdict = after === undefined ? undefined : ask(after.model, files, nginx);
  tally.together++;
  if (verdict?.ok === true || (verdict !== undefined && after && exclusionOf(verdict, after.model) !== undefined))
    return;
  const list = tally.brokenFixes.get('all at once') ?? [];
  list.push(`${fileSet.label}: ${verdict?.reason ?? 'not read as nginx any more'}`);
  tally.brokenFixes.set('all at once', list);
}

function print(tally: Tally, nginx: NginxBinary, files: number): void {
  const total = tally.agreedOk + tally.agreedRefused + tally.wrong.length;
  console.log(`nginx ${nginx.version}, ${files} files: ${total} judged`);
  console.log(
    `  same verdict: ${tally.agreedOk + tally.agreedRefused} (${tally.agreedOk} ok, ${tally.agreedRefused} refused)`,
  );
  console.log(`  other verdict: ${tally.wrong.length}`);
  if (LIST) for (const line of tally.wrong) console.log(`  - ${line}`);
  for (const [why, count] of [...tally.excluded].sort((a, b) => b[1] - a[1]))
    console.log(`  left out, ${why}: ${count}`);
  const broken = [...tally.brokenFixes.values()].reduce((sum, list) => sum + list.length, 0);
  console.log(
    `  fixes applied one by one: ${tally.fixes}, files with all at once: ${tally.together}; nginx -t refuses ${broken}`,
  );
  for (const [rule, list] of tally.brokenFixes) {
    console.log(`  - ${rule}: ${list.length} break the file`);
    for (const line of LIST ? list : list.slice(0, 1)) console.log(`      ${line}`);
  }
}

const nginx = obtainNginx();
if (nginx === undefined) {
  console.log('skipped: oracle:nginx (no nginx here and no way to install one)');
} else {
  const all = [
    ...corpusFileSets(),
    ...singleFileSets(join(SHARED, 'fixtures', 'nginx'), '.conf'),
    ...singleFileSets(join(ROOT, 'test', 'fixtures', 'nginx'), '.nginx.conf'),
  ];
  const fileSets =
    options.sample === undefined ? all : shuffled(all, random(Number(options.seed))).slice(0, Number(options.sample));
  const tally: Tally = {
    agreedOk: 0,
    agreedRefused: 0,
    excluded: new Map(),
    wrong: [],
    fixes: 0,
    together: 0,
    brokenFixes: new Map(),
  };
  for (const fileSet of fileSets) await judge(fileSet, nginx, tally);
  print(tally, nginx, fileSets.length);
  rmSync(nginx.folder, { recursive: true, force: true });
  process.exitCode = tally.wrong.length + tally.brokenFixes.size > 0 ? 1 : 0;
}
