import { detectByName } from '../formats/detect.ts';
import type { Host, HostEntry } from './host.ts';
import { IgnoreRules } from './ignore-rules.ts';
import { resolveUri } from './uri.ts';

/** What a walk tells: a file worth a look, a folder it could not list, and what it passed by. */
export type WalkItem =
  | { readonly kind: 'file'; readonly uri: string; readonly path: string }
  | { readonly kind: 'unreadable'; readonly uri: string; readonly path: string }
  | { readonly kind: 'left-out'; readonly uri: string; readonly path: string; readonly what: LeftOutKind };

/**
 * Why a walk passes by: a folder git ignores as a whole; a file git ignores whose name alone does not say that it is one of ours; a folder
 * of packages and tools.
 */
export type LeftOutKind = 'ignored-folder' | 'ignored-file' | 'package-folder';

export interface WalkOptions {
  /**
   * Honour `.gitignore` files (of every folder on the way): ignored folders are not entered. A file that git ignores is looked at all the
   * same where its name is known: the `.env` of a normal repository is ignored, and it is what runs.
   */
  readonly gitignore: boolean;
  /** More patterns in gitignore syntax, relative to the root. */
  readonly ignore: readonly string[];
  /** Called before each folder; a walk stops when it answers true. */
  readonly isCancelled?: () => boolean;
  /** Whether a file is of interest; default: its name may be one of our formats. */
  readonly wanted?: (path: string) => boolean;
}

/** Folders of packages and tools, where nobody keeps configuration; never entered unless named themselves. */
const PACKAGE_FOLDERS = new Set(['node_modules', '.venv', 'venv', '__pycache__', '.terraform', '.tox', '.mypy_cache']);
/** What a version control system keeps for itself: not worth a word. */
const VCS_FOLDERS = new Set(['.git', '.hg', '.svn']);
/** Files that keep an otherwise ignored folder in the repository. */
const KEEPERS = new Set(['.gitignore', '.gitkeep', '.keep']);
/** A name nobody lists: ignored only where everything is. */
const ANY_NAME = 'preflight-any-name';

/** Whether a walk never enters the folder of this name by itself. */
export function isNeverEntered(name: string): boolean {
  return PACKAGE_FOLDERS.has(name) || VCS_FOLDERS.has(name);
}

/**
 * The files below a folder in the order of their names, folder by folder, without reading ignored folders. Memory grows with the
 * depth of the tree, not its size.
 */
export async function* walk(host: Host, root: string, options: WalkOptions): AsyncGenerator<WalkItem> {
  const base = new IgnoreRules([{ folder: '', patterns: options.ignore }]);
  yield* walkFolder(host, root, '', base, options);
}

async function* walkFolder(
  host: Host,
  folder: string,
  path: string,
  rules: IgnoreRules,
  options: WalkOptions,
): AsyncGenerator<WalkItem> {
  if (options.isCancelled?.() === true) return;
  const entries = await host.list(folder);
  if (entries === undefined) {
    yield { kind: 'unreadable', uri: folder, path };
    return;
  }
  let active = rules;
  if (options.gitignore && entries.some((entry) => entry.name === '.gitignore')) {
    const file = await host.read(resolveUri(folder, './.gitignore'));
    if (file.state === 'read') active = new IgnoreRules([{ folder: path, patterns: file.text.split(/\r?\n/) }], rules);
  }
  if (path !== '' && isIgnoredWhole(path, entries, active)) {
    yield { kind: 'left-out', uri: folder, path, what: 'ignored-folder' };
    return;
  }
  const wanted = options.wanted ?? ((name: string) => detectByName(name) !== undefined);
  const copies = await enabledCopies(host, folder, path, entries);
  for (const entry of entries) {
    if (copies.has(entry.name)) continue;
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    const uri = resolveUri(folder, `./${entry.name}`);
    if (entry.kind === 'folder') {
      if (VCS_FOLDERS.has(entry.name)) continue;
      if (PACKAGE_FOLDERS.has(entry.name)) yield { kind: 'left-out', uri, path: below, what: 'package-folder' };
      else if (active.ignores(`${below}/`)) yield { kind: 'left-out', uri, path: below, what: 'ignored-folder' };
      else yield* walkFolder(host, uri, below, active, options);
    } else if (entry.kind === 'file' && wanted(below)) {
      const isTaken = isKnownName(below) || !active.ignores(below);
      yield isTaken ? { kind: 'file', uri, path: below } : { kind: 'left-out', uri, path: below, what: 'ignored-file' };
    }
  }
}

/** Whether the name alone says that a file is one of ours. */
function isKnownName(path: string): boolean {
  return detectByName(path)?.needsContent === false;
}

/** `dist/*`, or a `.gitignore` of `*` in the folder itself: git ignores all that is in it, though not the folder. */
export function isIgnoredWhole(path: string, entries: readonly HostEntry[], rules: IgnoreRules): boolean {
  if (!rules.ignores(`${path}/${ANY_NAME}`)) return false;
  return entries.every(
    ({ name, kind }) => KEEPERS.has(name) || rules.ignores(`${path}/${name}${kind === 'folder' ? '/' : ''}`),
  );
}

/**
 * Files of `sites-enabled` that are a site of `sites-available` beside it, by a link or as a copy: the available one is looked at, where
 * people edit it. A folder of enabled sites that is walked by itself is looked at as it is.
 */
async function enabledCopies(
  host: Host,
  folder: string,
  path: string,
  entries: readonly HostEntry[],
): Promise<ReadonlySet<string>> {
  const copies = new Set<string>();
  if (!/(?:^|\/)sites-enabled$/.test(path)) return copies;
  const beside = resolveUri(folder, '../sites-available');
  const available = new Set<string>();
  for (const entry of (await host.list(beside)) ?? []) {
    const file = entry.kind === 'file' ? await host.read(resolveUri(beside, `./${entry.name}`)) : undefined;
    if (file?.state === 'read') available.add(file.text);
  }
  if (available.size === 0) return copies;
  for (const { name, kind } of entries) {
    const file = kind === 'file' ? await host.read(resolveUri(folder, `./${name}`)) : undefined;
    if (file?.state === 'read' && available.has(file.text)) copies.add(name);
  }
  return copies;
}
