import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileReport, NamedUse, Work } from '../engine/file-report.ts';
import { DEFAULT_MAX_FILE_SIZE, NodeHost } from '../hosts/node/node-host.ts';
import { folderOf } from '../project/chosen-checklists.ts';
import { failedReport, uncheckedReport } from '../project/empty-report.ts';
import { Project } from '../project/project.ts';
import { relativePath, resolveUri } from '../project/uri.ts';
import { printable } from '../report/printable.ts';
import { type ReportFile, type ReportFinding, reportFile, reportFindings } from '../report/report.ts';
import { RULES } from '../rules/registry.ts';
import type { Boundaries } from './boundaries.ts';
import type { OutputFormat, ScanOptions } from './scan-options.ts';

/** Everything the checks of a scan are made of; plain data, so that every thread has the same. */
export interface CheckSetup {
  readonly options: ScanOptions;
  readonly cwd: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly boundaries: Boundaries;
  /** The folder that shown paths are relative to. */
  readonly shownFrom: string;
}

/** What a check of one file gives: plain data, as it is reported. */
export interface CheckedFile {
  readonly file: ReportFile | undefined;
  readonly findings: readonly ReportFinding[];
  readonly suppressed: readonly ReportFinding[];
  readonly reportSuppressed: boolean;
  readonly ignored: boolean;
  /** The settings files in force and the checklists they name, as URIs. */
  readonly settings: readonly string[];
  /** A list for each model it was judged in; files of one root share it. */
  readonly uses: readonly (readonly NamedUse[])[];
  readonly work: readonly Work[];
}

/** Checks files as a scan reports them. */
export class FileCheck {
  readonly host: NodeHost;
  readonly project: Project;
  readonly #setup: CheckSetup;
  readonly #root: string;

  constructor(setup: CheckSetup) {
    const { options, cwd, today, boundaries, shownFrom } = setup;
    this.#setup = setup;
    this.#root = pathToFileURL(shownFrom).href;
    const roots = boundaries.roots.map(uriOf);
    const settingsRoots = boundaries.settings.map(uriOf);
    this.host = new NodeHost({
      roots,
      settingsRoots,
      maxFileSize: maxFileSizeOf(options),
      once: options.fix === 'none',
    });
    this.project = new Project({
      host: this.host,
      roots,
      settingsRoots,
      namesFrom: boundaries.namesFrom,
      scanned: scannedFolders(cwd, options),
      rules: RULES,
      today: () => today,
      chosen: options.checklists,
      chosenFrom: pathToFileURL(cwd).href,
      settingsFrom: settingsFrom(cwd, options),
      selection: { skip: options.skip, ...(options.only !== undefined && { only: options.only }) },
      topLayer:
        options.profile === undefined ? undefined : { folder: this.#root, values: { extends: options.profile } },
      formatOverride: options.as,
      stageOverride: options.stage,
    });
  }

  /** A report as it is told; of a file on which we failed, that. */
  toldOf(report: FileReport): CheckedFile {
    try {
      return this.#told(report);
    } catch (error) {
      return this.#told(failedReport(report.uri, error));
    }
  }

  /** What is told of a file or folder that was not looked at. `certain`: what is there is ours to check. */
  unchecked(uri: string, reason: string, certain: boolean): CheckedFile {
    return this.#told(uncheckedReport(uri, reason, certain));
  }

  /** The mistakes in a settings file or a checklist. */
  async settingsFindings(uri: string): Promise<readonly ReportFinding[]> {
    const report = await this.project.checkSettings(uri);
    return reportFindings(report, (other) => this.shown(other), { source: false }).findings;
  }

  /** As shown: JSON, its lines and SARIF carry names as they are, everything else may end on a terminal. */
  shown(uri: string): string {
    const { format } = this.#setup.options;
    const path = this.pathOf(uri);
    return isForPrograms(format) ? path : printable(path);
  }

  pathOf(uri: string): string {
    return relativePath(this.#root, uri) ?? relative(this.#setup.cwd, fileURLToPath(uri)).split(sep).join('/');
  }

  #told(report: FileReport): CheckedFile {
    const { format } = this.#setup.options;
    const wanted = { source: format === 'text' || format === 'html', edits: format === 'sarif' };
    return {
      file: report.format === undefined ? undefined : reportFile(this.shown(report.uri), report.format, report),
      ...reportFindings(report, (uri) => this.shown(uri), wanted),
      reportSuppressed: report.settings.reportSuppressed,
      ignored: report.ignored,
      settings: settingsUris(report),
      uses: report.uses,
      work: report.work,
    };
  }
}

/** Bytes; larger files are not read. */
export function maxFileSizeOf({ maxFileSize }: Pick<ScanOptions, 'maxFileSize'>): number {
  return maxFileSize ?? DEFAULT_MAX_FILE_SIZE;
}

function settingsFrom(cwd: string, { useConfig, config }: ScanOptions): 'none' | 'files' | { readonly uri: string } {
  if (!useConfig) return 'none';
  return config === undefined ? 'files' : { uri: pathToFileURL(resolve(cwd, config)).href };
}

/** The settings files in force and the files they name, whether these are there or not. */
function settingsUris(file: FileReport): readonly string[] {
  return file.settings.layers.flatMap((layer) => {
    const { uri, values } = layer;
    const named = [...Object.keys(values.checklists ?? {}), values.extends ?? ''].filter((name) =>
      name.endsWith('.json'),
    );
    return [...(uri === undefined ? [] : [uri]), ...named.map((name) => resolveUri(folderOf(layer), name))];
  });
}

/** Formats in which names stand as they are. */
export function isForPrograms(format: OutputFormat): boolean {
  return format === 'json' || format === 'jsonl' || format === 'sarif';
}

/** A path as a URI. */
export function uriOf(path: string): string {
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
