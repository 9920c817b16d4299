import { closeSync, type Dirent, fstatSync, readFileSync, type Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Host, type HostAtOnce, type HostEntry, type HostFile, tooLarge } from '../../project/host.ts';
import { isPlainFile } from '../../project/uri.ts';
import { Boundary, codeOf, type Resolved } from './boundary.ts';
import { GitIndex } from './git-index.ts';
import { inOrder, KnownFolders } from './known-folders.ts';
import { onDisk, spelled } from './names.ts';
import { openFile, openFileAtOnce } from './open-file.ts';
import { startOwnTime } from './stopwatch.ts';

export interface NodeHostOptions {
  /** Folders as `file:` URIs; nothing outside them is read, listed or asked for, no link is followed out of them. Empty: no limit. */
  readonly roots: readonly string[];
  /** Folders of settings somebody named by hand: what lies there is read too, but never reached from the roots. */
  readonly settingsRoots?: readonly string[];
  /** Bytes; larger files are not read. */
  readonly maxFileSize: number;
  /**
   * The system is asked about each folder and each git index once, and without handing it to another thread: for a run of the command line
   * that changes nothing. Default: what changes meanwhile is seen.
   */
  readonly once?: boolean;
}

export const DEFAULT_MAX_FILE_SIZE = 1024 * 1024;

/** What is told of a link out of the boundary: that it is there, and nothing of what it leads to. */
const LEADS_OUT = { size: 0, modified: 0, kind: 'file' } as const;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The file system, for the command line and the language server on a desktop. Reads only; never throws. */
export class NodeHost implements Host {
  readonly stopwatch = startOwnTime;
  readonly #maxFileSize: number;
  readonly #boundary: Boundary;
  readonly #settings: Boundary;
  readonly #git: GitIndex;
  readonly #folders: KnownFolders | undefined;
  readonly atOnce: HostAtOnce | undefined;

  constructor({ roots, settingsRoots = [], maxFileSize, once = false }: NodeHostOptions) {
    const paths = (uris: readonly string[]) => uris.map((uri) => pathOf(uri)).filter((path) => path !== undefined);
    this.#maxFileSize = maxFileSize;
    this.#boundary = new Boundary(paths(roots));
    this.#settings = new Boundary(paths(settingsRoots));
    this.#git = new GitIndex(once);
    const folders = once ? new KnownFolders(this.#boundary) : undefined;
    this.#folders = folders;
    if (folders !== undefined)
      this.atOnce = {
        read: (uri) => this.#readNow(uri, folders),
        list: (folder) => folders.listNow(pathOf(folder) ?? ''),
        isTracked: (uri) => this.#git.isTrackedNow(pathOf(uri) ?? ''),
      };
  }

  #readNow(uri: string, folders: KnownFolders): HostFile | undefined {
    const path = pathOf(uri) ?? '';
    const resolved = folders.resolveNow(path) ?? this.#outsideNow(path);
    if (resolved === undefined) return undefined;
    if (resolved.state !== 'inside') return refusal(resolved);
    try {
      return this.#readAtOnce(resolved.path);
    } catch (error) {
      return failure(codeOf(error));
    }
  }

  /** For a path that neither boundary holds: the folders above a root are asked for their `.gitignore`. */
  #outsideNow(path: string): Exclude<Resolved, { state: 'inside' }> | undefined {
    const isHeld = this.#boundary.holds(path) || this.#settings.holds(path);
    return !isHeld && this.#boundary.isOutsideNow(path) ? { state: 'outside', byLink: false } : undefined;
  }

  async read(uri: string): Promise<HostFile> {
    const path = pathOf(uri);
    if (path === undefined) return { state: 'unreadable', reason: 'not a file on disk' };
    try {
      const resolved = await this.#resolve(path);
      if (resolved.state !== 'inside') return refusal(resolved);
      return this.#folders === undefined ? await this.#readResolved(resolved.path) : this.#readAtOnce(resolved.path);
    } catch (error) {
      return failure(codeOf(error));
    }
  }

  async #readResolved(path: string): Promise<HostFile> {
    const file = await openFile(onDisk(path));
    try {
      return this.#refused(await file.stat()) ?? textOf(await file.readFile());
    } finally {
      await file.close();
    }
  }

  #readAtOnce(path: string): HostFile {
    const file = openFileAtOnce(onDisk(path));
    try {
      return this.#refused(fstatSync(file)) ?? textOf(readFileSync(file));
    } finally {
      closeSync(file);
    }
  }

  /** Why an open file is not read. */
  #refused(info: Stats): HostFile | undefined {
    if (info.isDirectory()) return failure('EISDIR');
    if (!info.isFile()) return { state: 'unreadable', reason: 'not a regular file' };
    const limit = this.#maxFileSize;
    return info.size > limit ? { state: 'unreadable', reason: tooLarge(limit) } : undefined;
  }

  async stat(uri: string): Promise<{ size: number; modified: number; kind: 'file' | 'folder' } | undefined> {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    try {
      const resolved = await this.#resolve(path);
      if (resolved.state === 'outside' && resolved.byLink) return LEADS_OUT;
      if (resolved.state !== 'inside') return undefined;
      const info = await lstat(onDisk(resolved.path));
      return { size: info.size, modified: info.mtimeMs, kind: info.isDirectory() ? 'folder' : 'file' };
    } catch {
      return undefined;
    }
  }

  async list(folder: string): Promise<readonly HostEntry[] | undefined> {
    const path = pathOf(folder);
    if (path === undefined) return undefined;
    try {
      const known = await this.#folders?.list(path, (name, entry) => this.#entry(path, name, entry));
      if (known !== undefined) return known;
      const resolved = await this.#resolve(path);
      if (resolved.state !== 'inside') return undefined;
      const entries = await entriesOf(resolved.path);
      return inOrder(await Promise.all(entries.map(([name, entry]) => this.#entry(path, name, entry))));
    } catch {
      return undefined;
    }
  }

  isTracked(uri: string): Promise<boolean | undefined> {
    const path = pathOf(uri);
    return path === undefined ? Promise.resolve(undefined) : this.#git.isTracked(path);
  }

  /** Where a path leads, inside the boundary that it lies in as written. */
  async #resolve(path: string): Promise<Resolved> {
    const boundary = !this.#boundary.holds(path) && this.#settings.holds(path) ? this.#settings : this.#boundary;
    const known = boundary === this.#boundary ? await this.#folders?.resolve(path) : undefined;
    return known ?? boundary.resolve(path);
  }

  /**
   * Links to files count as files, links out of the boundary too: reading says where they lead, and nobody learns from a listing what is
   * there. Links to folders are not entered: no loops.
   */
  async #entry(folder: string, name: string, entry: Dirent<string> | Dirent<Buffer>): Promise<HostEntry> {
    if (entry.isDirectory()) return { name, kind: 'folder' };
    if (entry.isFile()) return { name, kind: 'file' };
    // A pipe, a socket, a device: reading says that it is none of the files that are read.
    if (!entry.isSymbolicLink()) return { name, kind: 'file' };
    const resolved = await this.#resolve(join(folder, name));
    if (resolved.state === 'outside') return { name, kind: 'file' };
    const isFile = resolved.state === 'inside' && !(await isFolder(resolved.path));
    return { name, kind: isFile ? 'file' : 'other' };
  }
}

function textOf(bytes: Buffer): HostFile {
  if (bytes.includes(0)) return { state: 'unreadable', reason: 'contains NUL bytes: not a text file' };
  try {
    return { state: 'read', text: decoder.decode(bytes) };
  } catch {
    return { state: 'unreadable', reason: 'not UTF-8 text' };
  }
}

/** The entries of a folder by their spelled names. */
async function entriesOf(path: string): Promise<readonly (readonly [string, Dirent<string> | Dirent<Buffer>])[]> {
  const entries = await readdir(onDisk(path), { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes('\ufffd'))) return entries.map((entry) => [entry.name, entry]);
  const raw = await readdir(onDisk(path), { withFileTypes: true, encoding: 'buffer' });
  return raw.map((entry) => [spelled(entry.name), entry]);
}

/** A folder, or nothing that can be told. */
async function isFolder(path: string): Promise<boolean> {
  return lstat(onDisk(path)).then(
    (info) => info.isDirectory(),
    () => true,
  );
}

function pathOf(uri: string): string | undefined {
  if (sep === '/' && isPlainFile(uri)) return uri.slice('file://'.length);
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

function refusal(resolved: Exclude<Resolved, { state: 'inside' }>): HostFile {
  if (resolved.state === 'failed') return failure(resolved.code);
  const reason = resolved.byLink ? 'a link that leads out of the workspace' : 'outside the workspace';
  return { state: 'unreadable', reason };
}

function failure(code: string): HostFile {
  if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
  if (code === 'EACCES' || code === 'EPERM') return { state: 'unreadable', reason: 'no permission to read it' };
  if (code === 'ELOOP') return { state: 'unreadable', reason: 'a loop of links' };
  if (code === 'EISDIR') return { state: 'unreadable', reason: 'a folder' };
  return { state: 'unreadable', reason: code === '' ? 'it could not be read' : `it could not be read (${code})` };
}
