import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isChecklistName } from '../checklists/custom.ts';
import { kindOfError } from '../engine/failure.ts';
import type { FileReport } from '../engine/file-report.ts';
import { isBelow } from '../hosts/node/boundary.ts';
import { DEFAULT_MAX_FILE_SIZE, NodeHost } from '../hosts/node/node-host.ts';
import { failedReport } from '../project/empty-report.ts';
import { Project } from '../project/project.ts';
import { canonicalUri, relativePath, resolveUri } from '../project/uri.ts';
import { printable } from '../report/printable.ts';
import {
  compareFindings,
  isAtLeast,
  type Report,
  type ReportFile,
  type ReportFinding,
  reportFile,
  reportFindings,
  withEntries,
} from '../report/report.ts';
import type { LoadPages } from '../report/rule-page.ts';
import { RULES } from '../rules/registry.ts';
import { append } from '../text/append.ts';
import { applyBaseline, readBaseline, writeBaseline } from './baseline.ts';
import { type Boundaries, boundariesOf } from './boundaries.ts';
import { showFixes } from './fix-output.ts';
import type { CachedResult } from './result-cache.ts';
import { type CachedOutput, ScanCache } from './scan-cache.ts';
import type { ScanOptions } from './scan-options.ts';
import { ScanTargets, type Target } from './scan-targets.ts';
import { EXIT, type Terminal, UsageError } from './terminal.ts';
import { writeReport } from './write-report.ts';
import { keepYoungHeap } from './young-heap.ts';

/** A scan of more files is a long one. */
const MANY_FILES = 20;

/** Changes with what a cached finding is made of. */
const CACHE_FORMAT = 4;

/** Where a scan runs; handed in so that tests can run it. */
export interface ScanEnvironment {
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly version: string;
  readonly stdin: () => Promise<string>;
  /** Variables of the process. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly today: () => string;
  readonly loadPages: LoadPages;
}

/** Runs `preflight scan`. @returns the exit code. @throws UsageError when the work cannot be done. */
export async function scan(options: ScanOptions, environment: ScanEnvironment): Promise<number> {
  const { cwd } = environment;
  const boundaries = await boundariesOf({
    cwd,
    paths: options.stdin === undefined ? options.paths : [options.stdin],
    settings: [...(options.config === undefined ? [] : [options.config]), ...options.checklists.filter(isFileName)],
    useConfig: options.useConfig && options.config === undefined,
  });
  const shownFrom = await commonFolder(cwd, options.stdin === undefined ? options.paths : ['.']);
  return new ScanRun(options, environment, boundaries, shownFrom).run();
}

function isFileName(checklist: string): boolean {
  return checklist.endsWith('.json');
}

class ScanRun {
  readonly #options: ScanOptions;
  readonly #environment: ScanEnvironment;
  readonly #boundaries: Boundaries;
  /** The folder that shown paths are relative to. */
  readonly #root: string;
  readonly #host: NodeHost;
  readonly #project: Project;
  readonly #targets: ScanTargets;
  readonly #files: ReportFile[] = [];
  readonly #findings: ReportFinding[] = [];
  readonly #suppressed: ReportFinding[] = [];
  #reportSuppressed = false;
  #checked = 0;

  constructor(options: ScanOptions, environment: ScanEnvironment, boundaries: Boundaries, shownFrom: string) {
    this.#options = options;
    this.#environment = environment;
    this.#boundaries = boundaries;
    this.#root = pathToFileURL(shownFrom).href;
    const roots = boundaries.roots.map(uriOf);
    const settingsRoots = boundaries.settings.map(uriOf);
    this.#host = new NodeHost({
      roots,
      settingsRoots,
      maxFileSize: options.maxFileSize ?? DEFAULT_MAX_FILE_SIZE,
      once: options.fix === 'none',
    });
    this.#project = new Project({
      host: this.#host,
      roots,
      settingsRoots,
      namesFrom: boundaries.namesFrom,
      scanned: scannedFolders(environment.cwd, options),
      rules: RULES,
      today: environment.today,
      chosen: options.checklists,
      chosenFrom: pathToFileURL(environment.cwd).href,
      settingsFrom: !options.useConfig
        ? 'none'
        : options.config === undefined
          ? 'files'
          : { uri: pathToFileURL(resolve(environment.cwd, options.config)).href },
      selection: { skip: options.skip, ...(options.only !== undefined && { only: options.only }) },
      topLayer:
        options.profile === undefined ? undefined : { folder: this.#root, values: { extends: options.profile } },
      formatOverride: options.as,
      stageOverride: options.stage,
    });
    this.#targets = new ScanTargets({
      ...options,
      cwd: environment.cwd,
      host: this.#host,
      project: this.#project,
      pathOf: (uri) => this.#pathOf(uri),
      note: (text) => this.#note(text),
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
    const cache = await this.#openCache();
    for await (const target of this.#targets.all()) {
      await this.#fenced(target.uri, () => this.#checkTarget(target, cache));
      this.#showProgress(target.uri);
      if (this.#checked === MANY_FILES) await keepYoungHeap();
    }
    this.#clearProgress();
    await cache?.save().catch((error: unknown) => this.#noteCache(error));
  }

  async #checkTarget(target: Target, cache: ScanCache | undefined): Promise<void> {
    const users = target.used ? this.#project.used.usersOf(canonicalUri(target.uri)) : [];
    const key = { uri: target.uri, users };
    const known = await cache?.find(key);
    if (known !== undefined) {
      this.#takeCached(target, known);
      this.#project.used.note(canonicalUri(target.uri), cache?.usesOf(known) ?? []);
      for (const uri of cache?.settingsOf(known) ?? []) await this.#checkSettingsFile(uri);
      return;
    }
    const file = await this.#project.check(target.uri);
    const taken = this.#take(file, target);
    const settings = settingsUris(file);
    for (const uri of settings) await this.#checkSettingsFile(uri);
    await cache?.put(key, file, settings, taken);
    this.#project.release(target.uri);
  }

  /** Whatever fails around one file is a finding on it, and the others are checked. */
  async #fenced(uri: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof UsageError) throw error;
      this.#take(failedReport(uri, error));
    }
  }

  /** Everything that changes findings besides the files themselves is part of the cache's key. */
  async #openCache(): Promise<ScanCache | undefined> {
    const { cache, profile, checklists, only, skip, as, stage, useConfig, config, maxFileSize, format } = this.#options;
    if (cache === 'none') return undefined;
    const lists = [only, skip].map((ids) => (ids === undefined ? null : [...ids].sort()));
    const setup = [
      CACHE_FORMAT,
      this.#environment.version,
      this.#environment.today(),
      this.#options.paths,
      profile,
      checklists,
      lists,
      as,
      stage,
      useConfig,
      config,
      maxFileSize,
      format === 'text' || format === 'html',
      format === 'json' || format === 'sarif',
      format === 'sarif',
      this.#boundaries.roots.map((root) => relative(fileURLToPath(this.#root), root)),
      [...this.#boundaries.namesFrom].map(([root, folder]) => relativePath(folder, root)),
    ];
    const { roots, settings, guarded } = this.#boundaries;
    try {
      const { CacheFolder } = await import('./cache-folder.ts');
      const folder =
        cache === 'user'
          ? await CacheFolder.ofUser(fileURLToPath(this.#root), guarded, this.#environment.variables)
          : await CacheFolder.open(resolve(this.#environment.cwd, cache.folder), guarded);
      return await ScanCache.open(folder, setup, this.#host, [...roots, ...settings].map(uriOf));
    } catch (error) {
      this.#noteCache(error);
      return undefined;
    }
  }

  #noteCache(error: unknown): void {
    const reason = error instanceof Error && error.name === 'CacheRefused' ? error.message : kindOfError(error);
    this.#note(`no cache is used: ${reason}`);
  }

  #takeCached({ uri }: Target, { file, findings, suppressed, reportSuppressed, ignored }: CachedResult): void {
    this.#checked += 1;
    this.#targets.done(uri, { isOurs: file !== undefined, isIgnored: ignored });
    if (file !== undefined) this.#files.push(file);
    this.#reportSuppressed ||= reportSuppressed;
    append(this.#findings, findings);
    append(this.#suppressed, suppressed);
  }

  async #checkStandardInput(name: string): Promise<void> {
    const uri = pathToFileURL(resolve(this.#environment.cwd, name)).href;
    this.#project.open(uri, await this.#environment.stdin());
    const target = { uri, named: true, used: false };
    await this.#fenced(uri, async () => void this.#take(await this.#project.check(uri), target));
  }

  async #fix(): Promise<number> {
    const targets: Target[] = [];
    for await (const target of this.#targets.all()) {
      targets.push(target);
      const { format, ignored } = await this.#project.check(target.uri);
      this.#targets.done(target.uri, { isOurs: format !== undefined, isIgnored: ignored });
    }
    const uris = [...new Set(targets.map(({ uri }) => uri))];
    const level = this.#options.fix === 'unsafe' ? 'unsafe' : 'safe';
    const left = await showFixes(this.#project, uris, level, {
      dryRun: this.#options.dryRun,
      terminal: this.#environment.terminal,
      pathOf: (uri) => printable(this.#pathOf(uri)),
      roots: this.#boundaries.roots,
    });
    for (const uri of uris) {
      this.#project.close(uri);
      await this.#fenced(uri, async () => void this.#take(await this.#project.check(uri)));
    }
    const code = await this.#finish();
    return left.length > 0 ? EXIT.failed : code;
  }

  #take(file: FileReport, target?: Target): Omit<CachedOutput, 'settings' | 'uses' | 'ignored'> {
    this.#checked += 1;
    const isOurs = file.format !== undefined;
    if (target !== undefined) this.#targets.done(target.uri, { isOurs, isIgnored: file.ignored });
    const path = this.#shown(file.uri);
    if (!isOurs && target?.named === true && !file.ignored && file.findings.length === 0) {
      this.#note(`${path}: not recognised as .env, compose, TOML or nginx, not checked (--as <format>)`);
    }
    const entry = file.format === undefined ? undefined : reportFile(path, file.format, file);
    if (entry !== undefined) this.#files.push(entry);
    const { reportSuppressed } = file.settings;
    this.#reportSuppressed ||= reportSuppressed;
    const { format } = this.#options;
    const wanted = { source: format === 'text' || format === 'html', edits: format === 'sarif' };
    const { findings, suppressed } = reportFindings(file, (uri) => this.#shown(uri), wanted);
    append(this.#findings, findings);
    append(this.#suppressed, suppressed);
    return { file: entry, findings, suppressed, reportSuppressed };
  }

  readonly #settingsSeen = new Set<string>();

  /** Mistakes in settings files on the way are findings on their keys. */
  async #checkSettingsFile(uri: string): Promise<void> {
    if (this.#settingsSeen.has(uri)) return;
    this.#settingsSeen.add(uri);
    const report = await this.#project.checkSettings(uri);
    const { findings } = reportFindings(report, (other) => this.#shown(other), { source: false });
    append(this.#findings, findings);
  }

  /** A settings file named by hand must be there and be readable. */
  async #checkSettings(): Promise<void> {
    const { config } = this.#options;
    if (config === undefined) return;
    const info = await stat(resolve(this.#environment.cwd, config)).catch(() => undefined);
    if (info === undefined || !info.isFile()) throw new UsageError(`${config}: no such settings file`);
    const file = await this.#host.read(pathToFileURL(resolve(this.#environment.cwd, config)).href);
    if (file.state === 'unreadable') throw new UsageError(`${config}: settings not readable: ${file.reason}`);
  }

  async #finish(): Promise<number> {
    const { baseline, updateBaseline, failOn } = this.#options;
    const file = baseline === undefined ? undefined : resolve(this.#environment.cwd, baseline);
    const all = this.#findings.sort(compareFindings);
    if (file !== undefined && updateBaseline) {
      await writeBaseline(file, all, this.#boundaries.guarded);
      this.#note(`baseline written: ${all.length} findings`);
    }
    const left = file === undefined ? all : applyBaseline(all, await readBaseline(file));
    const { findings, entries } = withEntries(left);
    const report: Report = {
      version: this.#environment.version,
      files: this.#files.sort((a, b) => (a.path < b.path ? -1 : 1)),
      findings,
      entries,
      suppressed: this.#suppressed.sort(compareFindings),
      leftOut: this.#targets.leftOut,
    };
    const { guarded } = this.#boundaries;
    await writeReport(report, this.#options, {
      ...this.#environment,
      guarded,
      reportSuppressed: this.#reportSuppressed,
    });
    if (failOn === 'never') return EXIT.clean;
    return findings.some((finding) => isAtLeast(finding.severity, failOn)) ? EXIT.findings : EXIT.clean;
  }

  /** As shown: JSON and SARIF carry names as they are, everything else may end on a terminal. */
  #shown(uri: string): string {
    const { format } = this.#options;
    const path = this.#pathOf(uri);
    return format === 'json' || format === 'sarif' ? path : printable(path);
  }

  #pathOf(uri: string): string {
    return relativePath(this.#root, uri) ?? relative(this.#environment.cwd, fileURLToPath(uri)).split(sep).join('/');
  }

  #note(text: string): void {
    this.#environment.terminal.err(`preflight: ${printable(text)}\n`);
  }

  #showProgress(uri: string): void {
    const { terminal } = this.#environment;
    if (!terminal.interactive || !this.#options.progress || this.#checked % 20 !== 0) return;
    terminal.err(`\r\u001b[2K${this.#checked} files  ${printable(this.#pathOf(uri)).slice(-60)}`);
  }

  #clearProgress(): void {
    const { terminal } = this.#environment;
    if (terminal.interactive && this.#options.progress && this.#checked >= 20) terminal.err('\r\u001b[2K');
  }
}

/** The settings files in force for a file and the checklists they name. */
function settingsUris(file: FileReport): readonly string[] {
  return file.settings.layers.flatMap(({ uri, folder, values }) => {
    const lists = Object.keys(values.checklists ?? {}).filter((name) => isChecklistName(name));
    return [...(uri === undefined ? [] : [uri]), ...lists.map((name) => resolveUri(folder, name))];
  });
}

function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** The folders that were named, as URIs: names above them do not tell what their files are for. */
function scannedFolders(cwd: string, { paths, stdin }: ScanOptions): readonly string[] {
  if (stdin !== undefined) return [];
  const folders = paths.map((path) => resolve(cwd, path));
  return folders
    .filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true)
    .map((folder) => pathToFileURL(folder).href);
}

/** The folder paths are shown relative to: the current one when it holds everything, else the innermost that holds every path. */
async function commonFolder(cwd: string, paths: readonly string[]): Promise<string> {
  const all = paths.map((path) => resolve(cwd, path));
  if (all.every((path) => isBelow(cwd, path))) return cwd;
  const [first = cwd, ...others] = all;
  let shared = first;
  while (!others.every((path) => isBelow(shared, path))) shared = dirname(shared);
  const info = await stat(shared).catch(() => undefined);
  return info?.isFile() === true ? dirname(shared) : shared;
}
