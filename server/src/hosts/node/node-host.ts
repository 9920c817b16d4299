import type { Dirent } from 'node:fs';
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Host, HostEntry, HostFile } from '../../project/host.ts';
import { GitIndex } from './git-index.ts';

export interface NodeHostOptions {
  /** Folders as `file:` URIs; nothing outside them is read, no link is followed out of them. Empty: no limit. */
  readonly roots: readonly string[];
  /** Bytes; larger files are not read. */
  readonly maxFileSize: number;
}

export const DEFAULT_MAX_FILE_SIZE = 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The file system, for the command line and the language server on a desktop. Reads only; never throws. */
export class NodeHost implements Host {
  readonly #options: NodeHostOptions;
  readonly #git = new GitIndex();
  #realRoots: Promise<readonly string[]> | undefined;

  constructor(options: NodeHostOptions) {
    this.#options = options;
  }

  async read(uri: string): Promise<HostFile> {
    const path = pathOf(uri);
    if (path === undefined) return { state: 'unreadable', reason: 'not a file on disk' };
    try {
      const refusal = await this.#refuses(path);
      if (refusal !== undefined) return { state: 'unreadable', reason: refusal };
      return await this.#readInside(path);
    } catch (error) {
      return failure(error);
    }
  }

  async #readInside(path: string): Promise<HostFile> {
    const file = await open(path, 'r');
    try {
      const info = await file.stat();
      if (!info.isFile()) return { state: 'unreadable', reason: 'not a regular file' };
      const limit = this.#options.maxFileSize;
      if (info.size > limit) return { state: 'unreadable', reason: `larger than ${limit} bytes (--max-file-size)` };
      const bytes = await file.readFile();
      if (bytes.includes(0)) return { state: 'unreadable', reason: 'contains NUL bytes: not a text file' };
      return { state: 'read', text: decoder.decode(bytes) };
    } catch (error) {
      if (error instanceof TypeError) return { state: 'unreadable', reason: 'not UTF-8 text' };
      throw error;
    } finally {
      await file.close();
    }
  }

  async stat(uri: string): Promise<{ size: number; modified: number; kind: 'file' | 'folder' } | undefined> {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    try {
      const info = await stat(path);
      return { size: info.size, modified: info.mtimeMs, kind: info.isDirectory() ? 'folder' : 'file' };
    } catch {
      return undefined;
    }
  }

  async list(folder: string): Promise<readonly HostEntry[] | undefined> {
    const path = pathOf(folder);
    if (path === undefined) return undefined;
    try {
      const entries = await readdir(path, { withFileTypes: true });
      const listed = await Promise.all(entries.map((entry) => this.#entry(path, entry)));
      return listed.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    } catch {
      return undefined;
    }
  }

  isTracked(uri: string): Promise<boolean | undefined> {
    const path = pathOf(uri);
    return path === undefined ? Promise.resolve(undefined) : this.#git.isTracked(path);
  }

  /** Links to files count as files (reading checks where they lead); links to folders are not entered: no loops. */
  async #entry(folder: string, entry: Dirent): Promise<HostEntry> {
    if (entry.isDirectory()) return { name: entry.name, kind: 'folder' };
    if (entry.isFile()) return { name: entry.name, kind: 'file' };
    if (!entry.isSymbolicLink()) return { name: entry.name, kind: 'other' };
    try {
      const target = await stat(join(folder, entry.name));
      return { name: entry.name, kind: target.isFile() ? 'file' : 'other' };
    } catch {
      return { name: entry.name, kind: 'other' };
    }
  }

  async #refuses(path: string): Promise<string | undefined> {
    const { roots } = this.#options;
    if (roots.length === 0) return undefined;
    this.#realRoots ??= Promise.all(roots.map((root) => realpath(pathOf(root) ?? '').catch(() => pathOf(root) ?? '')));
    const real = await realpath(path);
    const inside = (await this.#realRoots).some(
      (root) => real === root || real.startsWith(root.endsWith(sep) ? root : root + sep),
    );
    if (inside) return undefined;
    const link = (await lstat(path)).isSymbolicLink() || real !== path;
    return link ? 'a link that leads out of the workspace' : 'outside the workspace';
  }
}

function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

function failure(error: unknown): HostFile {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
  if (code === 'EACCES' || code === 'EPERM') return { state: 'unreadable', reason: 'no permission to read it' };
  if (code === 'ELOOP') return { state: 'unreadable', reason: 'a loop of links' };
  if (code === 'EISDIR') return { state: 'unreadable', reason: 'a folder' };
  return { state: 'unreadable', reason: code === '' ? 'it could not be read' : `it could not be read (${code})` };
}
