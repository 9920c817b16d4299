import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kindOfError } from '../engine/failure.ts';
import type { FileReport } from '../engine/file-report.ts';
import type { Finding } from '../finding/finding.ts';
import type { Project } from '../project/project.ts';
import { RunBudget, type RunLimits } from '../project/run-budget.ts';
import { canonicalUri } from '../project/uri.ts';
import { formatJsonSummary } from '../report/json-lines.ts';
import { printable } from '../report/printable.ts';
import {
  compareFindings,
  isAtLeast,
  type Report,
  type ReportFile,
  type ReportFinding,
  uncheckedPaths,
  withEntries,
} from '../report/report.ts';
import type { LoadPages } from '../report/rule-page.ts';
import { append } from '../text/append.ts';
import { type Boundaries, boundariesOf, commonFolder } from './boundaries.ts';
import { keepYoungHeap, optimizeLate } from './engine-flags.ts';
import { type CheckedFile, type CheckSetup, FileCheck, maxFileSizeOf, uriOf } from './file-check.ts';
import { FindingLines } from './finding-lines.ts';
import { counted, type FixOutcome, showFixes } from './fix-output.ts';
import { walkFixes } from './fix-walk.ts';
import { openCache } from './open-cache.ts';
import { RunBaseline } from './run-baseline.ts';
import type { ScanCache } from './scan-cache.ts';
import { isFileName, type ScanOptions } from './scan-options.ts';
import { ScanTargets, type Target } from './scan-targets.ts';
import { EXIT, isSet, type Terminal, UsageError } from './terminal.ts';
import { checkOnThreads, projectsOf, type StartThread, threadsFor } from './threads.ts';
import { writeReport } from './write-report.ts';

/** A scan of more files is a long one. */
const MANY_FILES = 20;

/** Where a scan runs; handed in so that tests can run it. */
export interface ScanEnvironment {
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly version: string;
  readonly stdin: () => Promise<string>;
  /** Variables of the process. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Asks the person at the terminal; `undefined` when there is none, an answer of `undefined` when the input ends. */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined;
  readonly today: () => string;
  readonly loadPages: LoadPages;
  /** Real paths of folders that nothing is read or written outside of; absent: what is scanned says it. */
  readonly within?: readonly string[] | undefined;
  /** Absent where there are no threads: then everything is checked on this one. */
  readonly startThread?: StartThread | undefined;
  /** Called by a scan of a few files: its start is what it costs. */
  readonly onFewFiles?: (() => void) | undefined;
  /** What the run looks at; default: far above every repository there is. */
  readonly limits?: RunLimits | undefined;
}

/** Runs `preflight scan`. @returns the exit code. @throws UsageError when the work cannot be done. */
export async function scan(options: ScanOptions, environment: ScanEnvironment): Promise<number> {
  const { cwd, variables, ask } = environment;
  if (options.showSecrets && isSet(variables['CI']))
    throw new UsageError('--show-secrets would put secrets into the log of this CI run');
  if (options.fix === 'walk' && ask === undefined)
    throw new UsageError(
      'fix asks at each change and needs a terminal; use scan --fix or --fix-unsafe, with --dry-run',
    );
  const boundaries = await boundariesOf({
    cwd,
    paths: options.stdin !== undefined ? [options.stdin] : options.paths.length > 0 ? options.paths : ['.'],
    within: environment.within,
    settings: [...(options.config === undefined ? [] : [options.config]), ...options.checklists.filter(isFileName)],
    useConfig: options.useConfig && options.config === undefined,
  });
  const shownFrom = await commonFolder(cwd, options.stdin === undefined ? options.paths : ['.']);
  return new ScanRun(options, environment, boundaries, shownFrom).run();
}

class ScanRun {
  readonly #options: ScanOptions;
  readonly #environment: ScanEnvironment;
  readonly #setup: CheckSetup;
  readonly #boundaries: Boundaries;
  readonly #check: FileCheck;
  readonly #project: Project;
  readonly #targets: ScanTargets;
  readonly #budget: RunBudget;
  readonly #baseline: RunBaseline | undefined;
  readonly #files: ReportFile[] = [];
  readonly #findings: ReportFinding[] = [];
  readonly #suppressed: ReportFinding[] = [];
  #reportSuppressed = false;
  #fixes: FixOutcome['fixes'] | undefined;
  /** Where findings are written as they come. */
  #lines: FindingLines | undefined;
  #checked = 0;
  #shownAt = 0;

  constructor(options: ScanOptions, environment: ScanEnvironment, boundaries: Boundaries, shownFrom: string) {
    const { cwd } = environment;
    this.#options = options;
    this.#environment = environment;
    this.#boundaries = boundaries;
    this.#setup = { options, cwd, today: environment.today(), boundaries, shownFrom };
    this.#check = new FileCheck(this.#setup);
    this.#project = this.#check.project;
    this.#baseline = RunBaseline.of(options, { cwd, shownFrom, roots: boundaries.roots });
    this.#budget = new RunBudget(this.#check.host, maxFileSizeOf(options), environment.limits);
    this.#targets = new ScanTargets({
      ...options,
      cwd,
      host: this.#check.host,
      project: this.#project,
      pathOf: (uri) => this.#check.pathOf(uri),
      note: (text) => this.#note(text),
      budget: this.#budget,
      unreadable: (uri) => this.#take(undefined, this.#check.unreadFolder(uri)),
    });
  }

  async run(): Promise<number> {
    const { stdin, fix } = this.#options;
    await this.#checkSettings();
    if (stdin !== undefined) await this.#checkStandardInput(stdin);
    else if (fix !== 'none') return this.#fix();
    else await this.#checkAll();
    return this.#finish();
  }

  async #checkAll(): Promise<void> {
    optimizeLate();
    const cache = await this.#openCache();
    await this.#openLines();
    // What other files name is followed when all are checked that the walk finds: who names a file does not depend on the order.
    const walked: Target[] = [];
    for await (const target of this.#targets.walked()) walked.push(target);
    this.#projectOf = projectsOf(walked.map(({ uri }) => this.#check.pathOf(uri)));
    if (walked.length >= MANY_FILES) keepYoungHeap();
    else if (walked.length > 0) this.#environment.onFewFiles?.();
    const isAlone = cache !== undefined || this.#environment.startThread === undefined;
    const wanted = this.#options.threads ?? threadsFor(walked.length, availableParallelism());
    const threads = isAlone ? 1 : Math.min(walked.length, wanted);
    if (threads > 1) await this.#checkOnThreads(walked, threads);
    else for (const target of walked) if (this.#targets.reaches(target)) await this.#checkTarget(target, cache);
    for await (const target of this.#targets.used()) await this.#checkTarget(target, cache);
    this.#clearProgress();
    await cache?.save().catch((error: unknown) => this.#noteCache(error));
  }

  #projectOf: (path: string) => string = () => '';
  #projectNow = '';

  /** With the first file of another project, what came of the last one is written. */
  #beginProject({ uri, used }: Target): void {
    const project = used ? '*' : this.#projectOf(this.#check.pathOf(uri));
    if (project === this.#projectNow) return;
    this.#projectNow = project;
    this.#lines?.take(this.#findings);
  }

  /** Lines are written as they come, unless a file is to hold them or a baseline is made of all. */
  async #openLines(): Promise<void> {
    const { format, output, updateBaseline } = this.#options;
    if (format !== 'jsonl' || output !== undefined || updateBaseline) return;
    this.#lines = new FindingLines(await this.#baseline?.read(), (text) => this.#environment.terminal.out(text));
  }

  async #checkOnThreads(targets: readonly Target[], count: number): Promise<void> {
    const { startThread } = this.#environment;
    if (startThread === undefined) return;
    const uris = targets.map(({ uri }) => uri);
    const threads = Array.from({ length: count }, () => startThread(this.#setup));
    try {
      const results = checkOnThreads(
        uris,
        (uri) => this.#projectOf(this.#check.pathOf(uri)),
        threads,
        () => new RunBudget(this.#check.host, maxFileSizeOf(this.#options), this.#environment.limits),
        (done) => this.#showProgress(uris[done - 1] ?? '', done),
      );
      for (const [index, target] of targets.entries()) {
        if (!this.#targets.reaches(target)) continue;
        const checked = await results[index];
        if (checked === undefined) {
          await this.#checkTarget(target, undefined);
          continue;
        }
        this.#beginProject(target);
        this.#project.used.note(canonicalUri(target.uri), checked.uses);
        this.#take(target, checked);
        for (const uri of checked.settings) await this.#checkSettingsFile(uri);
      }
    } finally {
      for (const thread of threads) thread.end();
    }
  }

  async #checkTarget(target: Target, cache: ScanCache | undefined): Promise<void> {
    this.#beginProject(target);
    const users = target.used ? this.#project.used.usersOf(canonicalUri(target.uri)) : [];
    const key = { uri: target.uri, users };
    const known = await cache?.find(key);
    if (known !== undefined && cache !== undefined) {
      const [uses, settings] = [cache.usesOf(known), cache.settingsOf(known)];
      this.#project.used.note(canonicalUri(target.uri), uses);
      this.#take(target, { ...known, uses, settings });
      for (const uri of settings) await this.#checkSettingsFile(uri);
      return;
    }
    const report = await this.#project.check(target.uri, { byUse: target.used });
    const { uses: _uses, ignored: _ignored, settings, ...output } = this.#takeReport(target, report);
    for (const uri of settings) await this.#checkSettingsFile(uri);
    await cache?.put(key, report, settings, output);
    this.#project.makeRoom();
    this.#showProgress(target.uri, this.#checked);
  }

  async #openCache(): Promise<ScanCache | undefined> {
    try {
      return await openCache(this.#setup, this.#check.host, this.#environment);
    } catch (error) {
      this.#noteCache(error);
      return undefined;
    }
  }

  #noteCache(error: unknown): void {
    const reason = error instanceof Error && error.name === 'CacheRefused' ? error.message : kindOfError(error);
    this.#note(`no cache is used: ${reason}`);
  }

  async #checkStandardInput(name: string): Promise<void> {
    const uri = pathToFileURL(resolve(this.#environment.cwd, name)).href;
    this.#project.open(uri, await this.#environment.stdin());
    const target = { uri, named: true, used: false };
    const { settings } = this.#takeReport(target, await this.#project.check(uri));
    for (const one of settings) await this.#checkSettingsFile(one);
  }

  async #fix(): Promise<number> {
    const targets: Target[] = [];
    for await (const target of this.#targets.all()) {
      targets.push(target);
      const { format, ignored, work } = await this.#project.check(target.uri);
      this.#budget.spend(work);
      this.#targets.done(target.uri, { isOurs: format !== undefined, isIgnored: ignored });
    }
    const uris = [...new Set(targets.map(({ uri }) => uri))];
    const { left, fixes } = await this.#applyFixes(uris);
    this.#fixes = fixes;
    for (const uri of uris) {
      this.#project.close(uri);
      const { settings } = this.#takeReport(undefined, await this.#project.check(uri));
      for (const one of settings) await this.#checkSettingsFile(one);
    }
    const code = await this.#finish();
    return left.length > 0 ? EXIT.failed : code;
  }

  async #applyFixes(uris: readonly string[]): Promise<FixOutcome> {
    const { only, onlyFindings, updateBaseline, fix, dryRun, showSecrets, format, output } = this.#options;
    const { terminal, ask } = this.#environment;
    // What a baseline knows is accepted: it is left as it is.
    const known = updateBaseline ? undefined : await this.#baseline?.read();
    const wants = ({ rule, uri, fingerprint }: Finding) =>
      (only === undefined || only.has(rule)) &&
      (onlyFindings === undefined ||
        onlyFindings.has(fingerprint) ||
        onlyFindings.has(`${fingerprint}:${this.#check.pathOf(uri)}`)) &&
      known?.knows({ path: this.#check.pathOf(uri), fingerprint }) !== true;
    const pathOf = (uri: string) => printable(this.#check.pathOf(uri));
    const { roots } = this.#boundaries;
    if (fix === 'walk') return walkFixes(this.#project, uris, { wants, terminal, pathOf, roots, ask });
    const quietOutput = format !== 'text' && output === undefined;
    const choice = { level: fix === 'unsafe' ? 'unsafe' : 'safe', wants, sameFileOnly: fix === 'safe' } as const;
    return showFixes(this.#project, uris, choice, { dryRun, showSecrets, quietOutput, terminal, pathOf, roots });
  }

  #takeReport(target: Target | undefined, report: FileReport): CheckedFile {
    const checked = this.#check.toldOf(report);
    this.#take(target, checked);
    return checked;
  }

  #take(target: Target | undefined, checked: CheckedFile): void {
    const { file, findings, suppressed, ignored, work } = checked;
    this.#budget.spend(work);
    this.#checked += 1;
    const isOurs = file !== undefined;
    if (target !== undefined) this.#targets.done(target.uri, { isOurs, isIgnored: ignored });
    if (!isOurs && target?.named === true && !ignored && findings.length === 0) {
      const path = this.#check.shown(target.uri);
      this.#note(`${path}: not recognised as .env, compose, TOML or nginx, not checked (--as <format>)`);
    }
    if (file !== undefined) this.#files.push(file);
    this.#reportSuppressed ||= checked.reportSuppressed;
    append(this.#findings, findings);
    append(this.#suppressed, suppressed);
  }

  readonly #settingsSeen = new Set<string>();

  /** Mistakes in settings files on the way are findings on their keys. */
  async #checkSettingsFile(uri: string): Promise<void> {
    if (this.#settingsSeen.has(uri)) return;
    this.#settingsSeen.add(uri);
    append(this.#findings, await this.#check.settingsFindings(uri));
  }

  /** Settings and checklists named by hand must be there and be readable; mistakes in a checklist are findings on it. */
  async #checkSettings(): Promise<void> {
    const { config, checklists } = this.#options;
    if (config !== undefined) await this.#mustBeThere(config, 'settings');
    for (const name of checklists.filter(isFileName)) {
      await this.#mustBeThere(name, 'checklist');
      await this.#checkSettingsFile(uriOf(resolve(this.#environment.cwd, name)));
    }
  }

  /** @throws UsageError */
  async #mustBeThere(name: string, what: 'settings' | 'checklist'): Promise<void> {
    const path = resolve(this.#environment.cwd, name);
    const info = await stat(path).catch(() => undefined);
    if (info === undefined || !info.isFile()) throw new UsageError(`${name}: no such ${what} file`);
    const file = await this.#check.host.read(uriOf(path));
    if (file.state === 'unreadable') throw new UsageError(`${name}: ${what} not readable: ${file.reason}`);
  }

  async #finish(): Promise<number> {
    const { updateBaseline, failOn } = this.#options;
    const behind = this.#targets.notReached;
    const [firstBehind] = behind;
    if (firstBehind !== undefined)
      this.#take(undefined, this.#check.unchecked(firstBehind, this.#budget.notReached(behind.length), true));
    this.#lines?.take(this.#findings);
    const all = this.#findings.sort(compareFindings);
    if (this.#baseline !== undefined && updateBaseline) {
      const held = await this.#baseline.update(all, (uri) => this.#check.pathOf(uri), this.#boundaries.guarded);
      this.#note(`baseline written: ${counted(held, 'finding')}`);
    }
    const left = (await this.#baseline?.read())?.apply(all) ?? all;
    const { findings, entries } = withEntries(left);
    const report: Report = {
      version: this.#environment.version,
      files: this.#files.sort((a, b) => (a.path < b.path ? -1 : 1)),
      findings,
      entries,
      suppressed: this.#suppressed.sort(compareFindings),
      inBaseline: all.length - left.length,
      unchecked: uncheckedPaths(
        all,
        behind.map((uri) => this.#check.shown(uri)),
      ),
      leftOut: this.#targets.leftOut,
      fixes: this.#fixes,
    };
    await this.#write(report);
    if (failOn === 'never') return EXIT.clean;
    return findings.some((finding) => isAtLeast(finding.severity, failOn)) ? EXIT.findings : EXIT.clean;
  }

  async #write(report: Report): Promise<void> {
    const { showSecrets, format, output } = this.#options;
    // Standard output is a patch, and nothing else.
    if (showSecrets && format === 'text' && output === undefined) return;
    if (this.#lines !== undefined) {
      this.#environment.terminal.out(formatJsonSummary(report));
      return;
    }
    const { guarded } = this.#boundaries;
    const reportSuppressed = this.#reportSuppressed;
    await writeReport(report, this.#options, { ...this.#environment, guarded, reportSuppressed });
  }

  #note(text: string): void {
    this.#environment.terminal.err(`preflight: ${printable(text)}\n`);
  }

  #showProgress(uri: string, done: number): void {
    const { terminal } = this.#environment;
    if (!terminal.interactive || !this.#options.progress || done < this.#shownAt + 20) return;
    this.#shownAt = done;
    terminal.err(`\r\u001b[2K${done} files  ${printable(this.#check.pathOf(uri)).slice(-60)}`);
  }

  #clearProgress(): void {
    const { terminal } = this.#environment;
    if (terminal.interactive && this.#options.progress && this.#shownAt > 0) terminal.err('\r\u001b[2K');
  }
}
