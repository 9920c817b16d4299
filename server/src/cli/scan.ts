import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isChecklistName } from '../checklists/custom.ts';
import type { FileReport } from '../engine/file-report.ts';
import { DEFAULT_MAX_FILE_SIZE, NodeHost } from '../hosts/node/node-host.ts';
import { Project } from '../project/project.ts';
import { relativePath, resolveUri } from '../project/uri.ts';
import { walk } from '../project/walk.ts';
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
import { applyBaseline, readBaseline, writeBaseline } from './baseline.ts';
import { showFixes } from './fix-output.ts';
import { type CachedOutput, type CachedResult, ScanCache } from './scan-cache.ts';
import type { ScanOptions } from './scan-options.ts';
import { inShard } from './shard.ts';
import { EXIT, type Terminal, UsageError } from './terminal.ts';
import { writeReport } from './write-report.ts';
import { keepYoungHeap } from './young-heap.ts';

/** Changes with what a cached finding is made of. */
const CACHE_FORMAT = 2;

/** A scan of more files is a long one. */
const MANY_FILES = 20;

/** Where a scan runs; handed in so that tests can run it. */
export interface ScanEnvironment {
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly version: string;
  readonly stdin: () => Promise<string>;
  readonly today: () => string;
  readonly loadPages: LoadPages;
}

/** Runs `preflight scan`. @returns the exit code. @throws UsageError when the work cannot be done. */
export async function scan(options: ScanOptions, environment: ScanEnvironment): Promise<number> {
  const run = new ScanRun(options, environment);
  return run.run();
}

interface Target {
  readonly uri: string;
  readonly named: boolean;
}

class ScanRun {
  readonly #options: ScanOptions;
  readonly #environment: ScanEnvironment;
  readonly #root: string;
  readonly #host: NodeHost;
  readonly #project: Project;
  readonly #files: ReportFile[] = [];
  readonly #findings: ReportFinding[] = [];
  readonly #suppressed: ReportFinding[] = [];
  #reportSuppressed = false;
  #checked = 0;

  constructor(options: ScanOptions, environment: ScanEnvironment) {
    this.#options = options;
    this.#environment = environment;
    this.#root = pathToFileURL(commonRoot(environment.cwd, options.stdin === undefined ? options.paths : ['.'])).href;
    this.#host = new NodeHost({ roots: [this.#root], maxFileSize: options.maxFileSize ?? DEFAULT_MAX_FILE_SIZE });
    this.#project = new Project({
      host: this.#host,
      roots: [this.#root],
      scanned: scannedFolders(environment.cwd, options),
      rules: RULES,
      today: environment.today,
      chosen: options.checklists,
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
    for await (const target of this.#targets()) {
      const known = await cache?.find(this.#pathOf(target.uri));
      if (known === undefined) {
        const file = await this.#project.check(target.uri);
        const taken = this.#take(file, target.named);
        await this.#checkSettingsBeside(file);
        await cache?.put(this.#pathOf(target.uri), file, taken);
        this.#project.release(target.uri);
      } else {
        this.#takeCached(known);
      }
      this.#showProgress(target.uri);
      if (this.#checked === MANY_FILES) await keepYoungHeap();
    }
    await cache?.save();
    this.#clearProgress();
  }

  /** Everything that changes findings besides the files themselves is part of the cache's key. */
  async #openCache(): Promise<ScanCache | undefined> {
    const { cache, profile, checklists, only, skip, as, stage, useConfig, config, maxFileSize, format } = this.#options;
    if (cache === undefined) return undefined;
    const lists = [only, skip].map((ids) => (ids === undefined ? null : [...ids].sort()));
    const setup = [
      CACHE_FORMAT,
      this.#environment.version,
      this.#environment.today(),
      profile,
      checklists,
      lists,
      as,
      stage,
      this.#options.paths,
      useConfig,
      config,
      maxFileSize,
      format === 'text' || format === 'html',
      format === 'sarif',
    ];
    return ScanCache.open(resolve(this.#environment.cwd, cache), setup, this.#host, this.#root);
  }

  #takeCached({ file, findings, suppressed }: CachedResult): void {
    this.#checked += 1;
    if (file !== undefined) this.#files.push(file);
    this.#findings.push(...findings);
    this.#suppressed.push(...suppressed);
  }

  async #checkStandardInput(name: string): Promise<void> {
    const uri = pathToFileURL(resolve(this.#environment.cwd, name)).href;
    this.#project.open(uri, await this.#environment.stdin());
    this.#take(await this.#project.check(uri), true);
  }

  async #fix(): Promise<number> {
    const uris: string[] = [];
    for await (const target of this.#targets()) uris.push(target.uri);
    const level = this.#options.fix === 'unsafe' ? 'unsafe' : 'safe';
    await showFixes(this.#project, uris, level, {
      dryRun: this.#options.dryRun,
      terminal: this.#environment.terminal,
      pathOf: (uri) => printable(this.#pathOf(uri)),
    });
    if (this.#options.dryRun) for (const uri of uris) this.#project.close(uri);
    for (const uri of uris) this.#take(await this.#project.check(uri), false);
    return this.#finish();
  }

  /** Files to check, in the order of their names, each once. */
  async *#targets(): AsyncGenerator<Target> {
    const seen = new Set<string>();
    for (const path of this.#options.paths) {
      const full = resolve(this.#environment.cwd, path);
      const info = await stat(full).catch(() => undefined);
      if (info === undefined) throw new UsageError(`${path}: no such file or folder`);
      const found = info.isDirectory() ? this.#walk(full) : [{ uri: pathToFileURL(full).href, named: true }];
      for await (const target of found) {
        if (seen.has(target.uri) || !inShard(this.#pathOf(target.uri), this.#options.shard)) continue;
        seen.add(target.uri);
        yield target;
      }
    }
  }

  async *#walk(folder: string): AsyncGenerator<Target> {
    const wanted = this.#options.as === undefined ? undefined : () => true;
    for await (const item of walk(this.#host, pathToFileURL(folder).href, {
      gitignore: this.#options.gitignore,
      ignore: [],
      ...(wanted && { wanted }),
    })) {
      if (item.kind === 'file') yield { uri: item.uri, named: false };
      else this.#note(`${this.#pathOf(item.uri) || '.'}: folder could not be read, nothing in it was checked`);
    }
  }

  #take(file: FileReport, named: boolean): CachedOutput {
    this.#checked += 1;
    const path = this.#shown(file.uri);
    if (file.format === undefined && named && !file.ignored && file.findings.length === 0) {
      this.#note(`${path}: not recognised as .env, compose, TOML or nginx, not checked (--as <format>)`);
    }
    const entry = file.format === undefined ? undefined : reportFile(path, file.format, file);
    if (entry !== undefined) this.#files.push(entry);
    this.#reportSuppressed ||= file.settings.reportSuppressed;
    const { format } = this.#options;
    const wanted = { source: format === 'text' || format === 'html', edits: format === 'sarif' };
    const { findings, suppressed } = reportFindings(file, (uri) => this.#shown(uri), wanted);
    this.#findings.push(...findings);
    this.#suppressed.push(...suppressed);
    return { file: entry, findings, suppressed };
  }

  readonly #settingsSeen = new Set<string>();

  /** Mistakes in settings files on the way are findings on their keys. */
  async #checkSettingsBeside(file: FileReport): Promise<void> {
    for (const uri of settingsUris(file)) {
      if (this.#settingsSeen.has(uri)) continue;
      this.#settingsSeen.add(uri);
      const report = await this.#project.checkSettings(uri);
      const { findings } = reportFindings(report, (other) => this.#shown(other), { source: false });
      this.#findings.push(...findings);
    }
  }

  /** A settings file named by hand must be there and be readable. */
  async #checkSettings(): Promise<void> {
    const { config } = this.#options;
    if (config === undefined) return;
    const info = await stat(resolve(this.#environment.cwd, config)).catch(() => undefined);
    if (info === undefined || !info.isFile()) throw new UsageError(`${config}: no such settings file`);
  }

  async #finish(): Promise<number> {
    const { baseline, updateBaseline, failOn } = this.#options;
    const file = baseline === undefined ? undefined : resolve(this.#environment.cwd, baseline);
    const all = this.#findings.sort(compareFindings);
    if (file !== undefined && updateBaseline) {
      await writeBaseline(file, all);
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
    };
    await writeReport(report, this.#options, { ...this.#environment, reportSuppressed: this.#reportSuppressed });
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

/** The folders that were named, as URIs: names above them do not tell what their files are for. */
function scannedFolders(cwd: string, { paths, stdin }: ScanOptions): readonly string[] {
  if (stdin !== undefined) return [];
  const folders = paths.map((path) => resolve(cwd, path));
  return folders
    .filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true)
    .map((folder) => pathToFileURL(folder).href);
}

/** The folder paths are shown relative to: the current one when it holds everything, else the folder of the only path. */
function commonRoot(cwd: string, paths: readonly string[]): string {
  const inside = paths.every((path) => {
    const way = relative(cwd, resolve(cwd, path));
    return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way);
  });
  if (inside) return cwd;
  const parts = paths.map((path) => resolve(cwd, path).split(sep));
  const first = parts[0] ?? [];
  let shared = 0;
  while (shared < first.length && parts.every((other) => other[shared] === first[shared])) shared++;
  const all = first.slice(0, shared);
  if (paths.length === 1 && /\.[^.]+$/.test(all.at(-1) ?? '')) all.pop();
  return all.join(sep) || sep;
}
