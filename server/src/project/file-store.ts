import type { Stage } from '../formats/format.ts';
import type { RelatedFile } from '../formats/related-files.ts';
import type { Host, HostEntry, HostFile } from './host.ts';
import { Tracking } from './tracking.ts';
import { baseName, canonicalUri, parentUri } from './uri.ts';

interface StoredFile {
  readonly file: RelatedFile;
  /** Grows with every change; two equal versions are the same text. */
  readonly version: number;
  readonly parsed: Map<string, unknown>;
}

/** What matches a glob, and what was looked at for it. */
export interface GlobResult {
  /** `undefined` when a folder is not known. */
  readonly found: readonly string[] | undefined;
  /** The folders that were looked at, each with its names. */
  readonly listed: readonly (readonly [folder: string, entries: readonly HostEntry[] | undefined])[];
  /** The folder that is not known yet. */
  readonly wanted: readonly string[];
}

/** More is not kept between two files of a scan: files (missing ones count), characters of texts, folders, globs. */
const MOST_FILES = 4096;
const MOST_CHARACTERS = 300_000;
const MOST_FOLDERS = 4096;
const MOST_GLOBS = 4096;

/**
 * The texts a project knows: what editors hold open, and what was read from the host. Look-ups are synchronous; what is not there
 * is noted by the caller and read with {@link FileStore.read}. Forgets on request only, so that a keystroke costs no I/O.
 */
export class FileStore {
  readonly #host: Host;
  readonly #tracking: Tracking;
  readonly #stageOf: (uri: string) => Stage;
  readonly #open = new Map<string, StoredFile>();
  readonly #disk = new Map<string, StoredFile>();
  readonly #folders = new Map<string, readonly HostEntry[] | undefined>();
  readonly #reading = new Map<string, Promise<void>>();
  /** Files that changed while they were being read. */
  readonly #stale = new Set<string>();
  #version = 0;
  /** Of texts in `#disk`. */
  #characters = 0;
  /** What could not be forgotten when room was made last: that much is held in any case. */
  #kept = { files: 0, characters: 0 };
  readonly #globs = new Map<string, GlobResult>();

  readonly #base: FileStore | undefined;

  /** `base`: a store that may know the same texts; what was parsed of them there is not parsed again. */
  constructor(host: Host, stageOf: (uri: string) => Stage, base?: FileStore) {
    this.#host = host;
    this.#base = base;
    this.#tracking = new Tracking(host);
    this.#stageOf = stageOf;
  }

  /** Takes the text an editor holds; it beats the disk until closed. */
  setOpen(uri: string, text: string): void {
    this.#open.set(
      uri,
      this.#stored(uri, { state: 'read', uri, text, stage: this.#stageOf(uri), tracked: this.#tracked(uri) }),
    );
  }

  /** The editor let go of the file: the disk decides again, and is read again. */
  setClosed(uri: string): void {
    this.#open.delete(uri);
    this.#dropText(uri);
  }

  isOpen(uri: string): boolean {
    return this.#open.has(uri);
  }

  /** Forgets a file and the listing of its folder: the disk changed. */
  forget(uri: string): void {
    if (this.#reading.has(uri)) this.#stale.add(uri);
    if (baseName(uri) === '.gitignore') this.#tracking.forget();
    this.#dropText(uri);
    this.#folders.delete(parentUri(uri));
  }

  /** Lets go of a text that was read from disk; what was read of its folder stays. */
  drop(uri: string): void {
    this.#dropText(uri);
  }

  /** The names in all folders are asked for again. */
  forgetFolders(): void {
    this.#folders.clear();
  }

  /** Whether more is held than the next files of a scan are likely to ask for. */
  get isFull(): boolean {
    const { files, characters } = this.#kept;
    return (
      this.#disk.size > MOST_FILES + files ||
      this.#characters > MOST_CHARACTERS + characters ||
      this.#folders.size > MOST_FOLDERS
    );
  }

  /** Forgets everything read from disk. */
  forgetAll(): void {
    this.#disk.clear();
    this.#characters = 0;
    this.#kept = { files: 0, characters: 0 };
    this.#folders.clear();
  }

  /** Forgets what was read from disk but some files. */
  forgetAllBut(uris: ReadonlySet<string>): void {
    for (const uri of [...this.#disk.keys()]) if (!uris.has(uri)) this.#dropText(uri);
    this.#kept = { files: this.#disk.size, characters: this.#characters };
    if (this.#folders.size > MOST_FOLDERS) this.#folders.clear();
  }

  get(uri: string): RelatedFile | undefined {
    return this.#entry(uri)?.file;
  }

  /** The version of what is known of a file; 0 when nothing is. */
  versionOf(uri: string): number {
    return this.#entry(uri)?.version ?? 0;
  }

  folder(uri: string): readonly HostEntry[] | undefined {
    return this.#folders.get(uri);
  }

  hasFolder(uri: string): boolean {
    return this.#folders.has(uri);
  }

  /**
   * A value made from a file's text once a version; `undefined` when the file is not known, and when it made the reader fail: then
   * nothing may be concluded from it, and its own check says so.
   */
  parsed<T>(uri: string, kind: string, parse: (text: string) => T): T | undefined {
    const entry = this.#entry(uri);
    if (entry === undefined || entry.file.state !== 'read') return undefined;
    if (!entry.parsed.has(kind)) entry.parsed.set(kind, attempt(entry.file.text, parse));
    // Only this method writes the cache, under the kind the caller names; one kind always has one type.
    return entry.parsed.get(kind) as T;
  }

  /** What was made of a text so far, if it is the file's. */
  parsedOf(uri: string, text: string): Map<string, unknown> | undefined {
    const entry = this.#entry(uri);
    return entry?.file.state === 'read' && entry.file.text === text ? entry.parsed : undefined;
  }

  /** Reads a file from the host unless it is known; concurrent calls share one read. */
  async read(uri: string): Promise<void> {
    if (this.readAtOnce(uri)) return;
    let pending = this.#reading.get(uri);
    if (pending === undefined) {
      pending = this.#load(uri).finally(() => this.#reading.delete(uri));
      this.#reading.set(uri, pending);
    }
    await pending;
  }

  /** Reads a file without waiting, from a host that can; whether it is known then. */
  readAtOnce(uri: string): boolean {
    if (this.#disk.has(uri)) return true;
    // asked first: a text that could not be kept would be read for nothing
    const tracking = this.#reading.has(uri) ? undefined : this.#tracking.ofNow(uri);
    if (tracking === undefined) return false;
    const file = this.#host.atOnce?.read(uri);
    if (file === undefined) return false;
    this.#keep(uri, file, tracking.tracked);
    return true;
  }

  async list(folder: string): Promise<void> {
    if (this.listAtOnce(folder)) return;
    this.#folders.set(folder, await this.#host.list(folder));
  }

  /** Lists a folder without waiting, from a host that can; whether it is known then. */
  listAtOnce(folder: string): boolean {
    if (this.#folders.has(folder)) return true;
    const listing = this.#host.atOnce?.list(folder);
    if (listing === undefined) return false;
    this.#folders.set(folder, listing.entries);
    return true;
  }

  /** What a glob found, made again when a listing it looked at is another one. `key` names the glob and where it begins. */
  glob(key: string, make: () => GlobResult): GlobResult {
    const known = this.#globs.get(key);
    const isSame = ([folder, entries]: GlobResult['listed'][number]): boolean =>
      this.#folders.has(folder) && this.#folders.get(folder) === entries;
    if (known?.listed.every(isSame)) return known;
    const made = make();
    if (this.#globs.size >= MOST_GLOBS) this.#globs.clear();
    if (made.wanted.length === 0) this.#globs.set(key, made);
    return made;
  }

  #dropText(uri: string): void {
    const known = this.#disk.get(uri);
    if (known?.file.state === 'read') this.#characters -= known.file.text.length;
    this.#disk.delete(uri);
  }

  async #load(uri: string): Promise<void> {
    let [file, tracked] = await this.#ask(uri);
    // The disk changed while it was read: what came may be the text before.
    while (this.#stale.delete(uri)) [file, tracked] = await this.#ask(uri);
    this.#keep(uri, file, tracked);
  }

  #keep(uri: string, file: HostFile, tracked: boolean | undefined): void {
    const known: RelatedFile =
      file.state === 'read'
        ? { state: 'read', uri, text: file.text, stage: this.#stageOf(uri), tracked }
        : { ...file, uri };
    const stored = this.#stored(uri, known);
    this.#dropText(uri);
    this.#disk.set(uri, stored);
    if (known.state === 'read') this.#characters += known.text.length;
    const open = this.#open.get(uri);
    if (open?.file.state === 'read' && open.file.tracked !== tracked) {
      this.#open.set(uri, { ...open, file: { ...open.file, tracked } });
    }
  }

  #ask(uri: string): Promise<[HostFile, boolean | undefined]> {
    return Promise.all([this.#host.read(uri), this.#tracking.of(uri)]);
  }

  #stored(uri: string, file: RelatedFile): StoredFile {
    const known = this.#disk.get(uri) ?? this.#open.get(uri);
    if (
      known?.file.state === 'read' &&
      file.state === 'read' &&
      known.file.text === file.text &&
      known.file.tracked === file.tracked
    )
      return known;
    this.#version += 1;
    const parsed = file.state === 'read' ? this.#base?.parsedOf(uri, file.text) : undefined;
    return { file, version: this.#version, parsed: parsed ?? new Map() };
  }

  #tracked(uri: string): boolean | undefined {
    const known = this.#disk.get(uri)?.file;
    return known?.state === 'read' ? known.tracked : undefined;
  }

  #entry(uri: string): StoredFile | undefined {
    return this.#open.get(uri) ?? this.#disk.get(uri) ?? this.#other(uri);
  }

  #other(uri: string): StoredFile | undefined {
    const key = canonicalUri(uri);
    return key === uri ? undefined : (this.#open.get(key) ?? this.#disk.get(key));
  }
}

function attempt<T>(text: string, parse: (text: string) => T): T | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
