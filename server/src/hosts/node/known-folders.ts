import { type Dirent, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { HostEntry } from '../../project/host.ts';
import type { Boundary, Resolved } from './boundary.ts';
import { onDisk, spelled } from './names.ts';

type Entry = Dirent<string> | Dirent<Buffer>;

/** A folder inside a boundary, as it was when it was first asked for. */
interface KnownFolder {
  /** With every link on the way followed; `undefined` when nothing is there. */
  readonly real: string | undefined;
  /** By spelled name; `undefined` when it cannot be listed. */
  readonly entries: ReadonlyMap<string, Entry> | undefined;
  /** The names as a file system may take them for equal, made when a name is not there. */
  folded?: ReadonlySet<string>;
  listed?: Promise<readonly HostEntry[]>;
  /** The same where no link is among them, known without waiting. */
  listedNow?: readonly HostEntry[];
}

const MISSING: Resolved = { state: 'failed', code: 'ENOENT' };
const NOTHING: KnownFolder = { real: undefined, entries: new Map() };

/**
 * The folders of one run of the command line: each is listed once and its real path found once. What its listing does not name is not
 * there, so that no question about it reaches the system. For a run that changes nothing.
 */
export class KnownFolders {
  readonly #boundary: Boundary;
  readonly #known = new Map<string, KnownFolder | undefined>();

  constructor(boundary: Boundary) {
    this.#boundary = boundary;
  }

  /** Where a path inside the boundary leads; `undefined` when only the system can tell (a link, a folder that cannot be listed). */
  async resolve(path: string): Promise<Resolved | undefined> {
    if (this.#boundary.isRoot(path)) return undefined;
    const folder = await this.#folder(dirname(path));
    return folder === undefined ? undefined : at(folder, basename(path));
  }

  /** The names in a folder and what they are; `kindOf` says of a link what it leads to. `undefined` when only the system can tell. */
  async list(
    path: string,
    entryOf: (name: string, entry: Entry) => Promise<HostEntry>,
  ): Promise<readonly HostEntry[] | undefined> {
    const folder = await this.#folder(path);
    if (folder?.entries === undefined || folder.real === undefined) return undefined;
    if (folder.listedNow !== undefined) return folder.listedNow;
    // a second question follows no link again
    folder.listed ??= Promise.all([...folder.entries].map(([name, entry]) => entryOf(name, entry))).then(inOrder);
    return folder.listed;
  }

  /** As {@link resolve}, without waiting; `undefined` also where a folder above was never asked for. */
  resolveNow(path: string): Resolved | undefined {
    if (this.#boundary.isRoot(path)) return undefined;
    const folder = this.#folderNow(dirname(path));
    return folder === undefined ? undefined : at(folder, basename(path));
  }

  /** As {@link list}, without waiting; `undefined` also where a link has to be followed. */
  listNow(path: string): { readonly entries: readonly HostEntry[] | undefined } | undefined {
    const folder = this.#folderNow(path);
    if (folder?.entries === undefined) return undefined;
    if (folder.real === undefined) return { entries: undefined };
    if (folder.listedNow === undefined) {
      const all = [...folder.entries];
      if (all.some(([, entry]) => entry.isSymbolicLink())) return undefined;
      const kind = (entry: Entry): HostEntry['kind'] => (entry.isDirectory() ? 'folder' : 'file');
      folder.listedNow = inOrder(all.map(([name, entry]) => ({ name, kind: kind(entry) })));
    }
    return { entries: folder.listedNow };
  }

  #folderNow(path: string): KnownFolder | undefined {
    if (this.#known.has(path)) return this.#known.get(path);
    if (!this.#boundary.holds(path)) return undefined;
    const resolved = this.resolveNow(path);
    if (resolved === undefined) return undefined;
    const found = folderAt(resolved);
    this.#known.set(path, found);
    return found;
  }

  async #folder(path: string): Promise<KnownFolder | undefined> {
    if (this.#known.has(path)) return this.#known.get(path);
    const found = await this.#find(path);
    this.#known.set(path, found);
    return found;
  }

  async #find(path: string): Promise<KnownFolder | undefined> {
    if (!this.#boundary.holds(path)) return undefined;
    const resolved = (await this.resolve(path)) ?? (await this.#boundary.resolve(path));
    return folderAt(resolved);
  }
}

function folderAt(resolved: Resolved): KnownFolder | undefined {
  if (resolved.state === 'failed') return resolved.code === 'ENOENT' ? NOTHING : undefined;
  return resolved.state === 'inside' ? { real: resolved.path, entries: entriesOf(resolved.path) } : undefined;
}

/** Entries by their names. */
export function inOrder(entries: HostEntry[]): readonly HostEntry[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Where a name of a folder leads. */
function at(folder: KnownFolder, name: string): Resolved | undefined {
  const { real, entries } = folder;
  if (entries === undefined) return undefined;
  const entry = entries.get(name);
  if (real === undefined) return MISSING;
  if (entry !== undefined)
    return entry.isFile() || entry.isDirectory() ? { state: 'inside', path: join(real, name) } : undefined;
  folder.folded ??= new Set([...entries.keys()].map(fold));
  return folder.folded.has(fold(name)) ? undefined : MISSING;
}

/** One spelling for names that some file systems take for equal: in case, and in how accents are written. */
function fold(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase();
}

/** The entries of a folder by their spelled names. */
function entriesOf(path: string): ReadonlyMap<string, Entry> | undefined {
  try {
    const entries = readdirSync(onDisk(path), { withFileTypes: true });
    if (!entries.some(({ name }) => name.includes('\ufffd')))
      return new Map(entries.map((entry) => [entry.name, entry]));
    const raw = readdirSync(onDisk(path), { withFileTypes: true, encoding: 'buffer' });
    return new Map(raw.map((entry) => [spelled(entry.name), entry]));
  } catch {
    return undefined;
  }
}
