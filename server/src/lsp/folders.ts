import type { FileReport } from '../engine/file-report.ts';
import { detectByName } from '../formats/detect.ts';
import type { Format } from '../formats/format.ts';
import type { Host } from '../project/host.ts';
import { Project } from '../project/project.ts';
import type { ProjectOptions, SlowLint } from '../project/project-options.ts';
import { canonicalUri, parentUri, relativePath, resolveUri, uriPath } from '../project/uri.ts';
import type { Rule } from '../rules/contract.ts';
import { DEFAULT_EDITOR_SETTINGS, type EditorSettings, layerOf, readEditorSettings } from './editor-settings.ts';

/** What the folders need from outside; given once by the composition root and the session. */
export interface FoldersOptions {
  /** Makes the host of one workspace folder. */
  createHost(roots: readonly string[], maxFileSize: number): Host;
  /** The editor's `preflight` section for a folder, or for no folder. Never rejects. */
  configuration(scope: string | undefined): Promise<unknown>;
  readonly rules: readonly Rule[];
  /** Called when the rules took unusually long on a file. */
  onSlow(path: string, lint: SlowLint): void;
}

/** One workspace folder with its own settings and its own files. `uri` is undefined for documents outside every folder. */
export interface Folder {
  readonly uri: string | undefined;
  readonly settings: EditorSettings;
  readonly project: Project;
  readonly host: Host;
}

/** Language ids that name a format, for documents whose name says nothing (untitled, associated by hand). */
const FORMAT_OF_LANGUAGE: ReadonlyMap<string, Format> = new Map([
  ['dotenv', 'dotenv'],
  ['dockercompose', 'compose'],
  ['toml', 'toml'],
  ['nginx', 'nginx'],
  ['NGINX', 'nginx'],
]);

interface OpenDocument {
  readonly languageId: string;
  readonly text: string;
}

/** The workspace folders of a session, each a project, and the documents that are open in them. */
export class Folders {
  readonly #options: FoldersOptions;
  readonly #open = new Map<string, OpenDocument>();
  /** Open documents whose file was deleted, until somebody types in them. */
  readonly #deleted = new Set<string>();
  #folders: readonly Folder[] = [];
  /** For documents that have no folder, and for the settings of the session. */
  #outside: Folder;
  /** By folder, for the documents outside the workspace that are open: each sees what lies beside it and no more. */
  readonly #beside = new Map<string, Folder>();
  #epoch = 0;
  /** Counts changes from outside: of texts in editors, of files on disk, of settings. */
  #changes = 0;
  readonly #changedAt = new Map<string, number>();
  /** The last change that may concern any file: settings, folders, a file that came or went. */
  #allChangedAt = 0;

  constructor(options: FoldersOptions) {
    this.#options = options;
    this.#outside = this.#make(undefined, DEFAULT_EDITOR_SETTINGS);
  }

  /** Takes the folders of the workspace and reads the editor's settings for each; open documents keep their text. */
  async load(uris: readonly string[]): Promise<void> {
    const scopes = [undefined, ...uris.map(canonicalUri)];
    const all = await Promise.all(
      scopes.map(async (uri) => this.#make(uri, readEditorSettings(await this.#options.configuration(uri)))),
    );
    const [outside, ...folders] = all;
    this.#epoch += 1;
    this.note();
    if (outside !== undefined) this.#outside = outside;
    this.#beside.clear();
    this.#folders = folders;
    for (const [uri, document] of this.#open) {
      if (!this.#deleted.has(uri)) this.of(uri).project.open(uri, document.text);
    }
  }

  /** Grows with everything that may change what a check says: two equal epochs mean equal reports. */
  get epoch(): number {
    return this.#epoch;
  }

  /** How many changes there were so far; see {@link hasChangedSince}. */
  get changes(): number {
    return this.#changes;
  }

  /** Whether one of these files, or something that concerns them all, has changed since `changes` was read. */
  hasChangedSince(changes: number, uris: Iterable<string>): boolean {
    if (this.#allChangedAt > changes) return true;
    for (const uri of uris) if ((this.#changedAt.get(uri) ?? 0) > changes) return true;
    return false;
  }

  /** A change from outside, of one file or of something that may concern any. */
  note(uri?: string): void {
    this.#changes += 1;
    if (uri === undefined) this.#allChangedAt = this.#changes;
    else this.#changedAt.set(uri, this.#changes);
  }

  /** A file on disk changed: what was read of it is forgotten. */
  changed(uri: string): void {
    this.#epoch += 1;
    this.of(uri).project.changed(uri);
  }

  get all(): readonly Folder[] {
    return this.#folders;
  }

  /** Settings that hold for the session as a whole. */
  get settings(): EditorSettings {
    return this.#outside.settings;
  }

  /** The innermost folder that holds a file, or the one for files outside. */
  of(uri: string): Folder {
    let best: Folder | undefined;
    for (const folder of this.#folders) {
      if (folder.uri === undefined || relativePath(folder.uri, uri) === undefined) continue;
      if (best?.uri === undefined || folder.uri.length > best.uri.length) best = folder;
    }
    return best ?? this.#besideOf(uri);
  }

  #besideOf(uri: string): Folder {
    const root = parentUri(uri);
    if (!uri.includes(':/') || root === uri) return this.#outside;
    let folder = this.#beside.get(root);
    if (folder === undefined) {
      folder = this.#make(undefined, this.#outside.settings, [root]);
      this.#beside.set(root, folder);
    }
    return folder;
  }

  open(uri: string, languageId: string, text: string): void {
    this.#epoch += 1;
    this.note(uri);
    this.#open.set(uri, { languageId, text });
    this.#deleted.delete(uri);
    this.of(uri).project.open(uri, text);
  }

  close(uri: string): void {
    this.#epoch += 1;
    this.note(uri);
    this.#open.delete(uri);
    this.#deleted.delete(uri);
    this.of(uri).project.close(uri);
    const root = parentUri(uri);
    if (this.#beside.has(root) && !this.openUris.some((open) => parentUri(open) === root)) this.#beside.delete(root);
  }

  /**
   * The file is gone from disk while an editor still holds its text (VS Code keeps documents for minutes after their tab): the text
   * no longer counts, until somebody types in it.
   */
  deleted(uri: string): void {
    this.#epoch += 1;
    for (const open of this.#open.keys()) {
      if (open !== uri && !open.startsWith(`${uri}/`)) continue;
      this.#deleted.add(open);
      this.of(open).project.close(open);
    }
  }

  /** The file is back on disk: what its editor holds counts again. */
  returned(uri: string): void {
    const open = this.#open.get(uri);
    if (open === undefined || !this.#deleted.delete(uri)) return;
    this.#epoch += 1;
    this.of(uri).project.open(uri, open.text);
  }

  /** Whether an editor holds a file that is gone from disk. */
  isDeleted(uri: string): boolean {
    return this.#deleted.has(uri);
  }

  isOpen(uri: string): boolean {
    return this.#open.has(uri);
  }

  /** What editors hold, by file. */
  openTexts(): readonly (readonly [uri: string, text: string])[] {
    return [...this.#open].map(([uri, { text }]) => [uri, text]);
  }

  get openUris(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** Checks one file: by its name and content, and where these say nothing, by the editor's language id. */
  async check(uri: string): Promise<FileReport> {
    const { project } = this.of(uri);
    const report = await project.check(uri);
    if (report.format !== undefined || report.ignored || detectByName(uriPath(uri)) !== undefined) return report;
    const format = FORMAT_OF_LANGUAGE.get(this.#open.get(uri)?.languageId ?? '');
    return format === undefined ? report : project.check(uri, { format });
  }

  /** `roots`: what may be looked at; nothing at all without one. */
  #make(uri: string | undefined, settings: EditorSettings, roots = uri === undefined ? [] : [uri]): Folder {
    const { createHost, rules, onSlow } = this.#options;
    const host = createHost(roots, settings.maxFileSize);
    const options: ProjectOptions = {
      host,
      roots,
      rules,
      onSlow,
      profile: settings.profile,
      maxFileSize: settings.maxFileSize,
      today: () => new Date().toISOString().slice(0, 10),
      ...(uri === undefined ? {} : { extraLayer: () => layerOf(settings, uri) }),
      ...(uri === undefined || settings.configPath === ''
        ? {}
        : { settingsFrom: { uri: settingsUri(uri, settings.configPath) } }),
    };
    return { uri, settings, project: new Project(options), host };
  }
}

function settingsUri(folder: string, path: string): string {
  return canonicalUri(resolveUri(folder, path.replaceAll('\\', '/')));
}
