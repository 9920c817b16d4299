import { detectByName } from '../formats/detect.ts';
import type { Host, HostEntry } from './host.ts';
import { IgnoreRules } from './ignore-rules.ts';
import { resolveUri } from './uri.ts';

/** What a walk tells: a file worth a look, or a folder it could not list. */
export type WalkItem =
  | { readonly kind: 'file'; readonly uri: string; readonly path: string }
  | { readonly kind: 'unreadable'; readonly uri: string; readonly path: string };

export interface WalkOptions {
  /** Honour `.gitignore` files (of every folder on the way). */
  readonly gitignore: boolean;
  /** More patterns in gitignore syntax, relative to the root. */
  readonly ignore: readonly string[];
  /** Called before each folder; a walk stops when it answers true. */
  readonly isCancelled?: () => boolean;
  /** Whether a file is of interest; default: its name may be one of our formats. */
  readonly wanted?: (path: string) => boolean;
}

/** Folders nobody keeps configuration in; never entered unless named themselves. */
const SKIPPED_FOLDERS = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  '__pycache__',
  '.terraform',
  '.tox',
  '.mypy_cache',
]);

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
  const wanted = options.wanted ?? ((name: string) => detectByName(name) !== undefined);
  const copies = await enabledCopies(host, folder, path, entries);
  for (const entry of entries) {
    if (copies.has(entry.name)) continue;
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.kind === 'folder') {
      if (!SKIPPED_FOLDERS.has(entry.name) && !active.ignores(`${below}/`))
        yield* walkFolder(host, resolveUri(folder, `./${entry.name}`), below, active, options);
    } else if (entry.kind === 'file' && wanted(below) && !active.ignores(below)) {
      yield { kind: 'file', uri: resolveUri(folder, `./${entry.name}`), path: below };
    }
  }
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
