import type { FileStore } from './file-store.ts';
import type { HostEntry } from './host.ts';
import { baseName, canonicalUri, parentUri, relativePath, resolveUri } from './uri.ts';

/** Folders that by convention hold sites, each a file with its servers. */
const SITE_FOLDER = /^(?:sites|sites-available|sites-enabled|conf\.d|http\.d|vhosts|vhosts\.d|servers)$/;
/** What lies beside sites and is none. */
const NO_SITE = /^(?:readme|license)\b|\.(?:md|bak|old|orig|swp|pem|crt|key|csr|gitkeep|gitignore)$|~$/i;
/** At most this many files of a folder are read, so that a folder of thousands costs a fragment no more than this. */
const MOST_READ = 200;
/** At most this many sites are judged with a fragment. */
const MOST_ROOTS = 12;

/** The sites that may take a fragment in, those that name it first, and all that were read to tell. */
export interface SiteRoots {
  readonly roots: readonly string[];
  readonly read: readonly string[];
}

/**
 * The sites that may take a fragment in where no `nginx.conf` does: those of the folders beside its own and beside the one above that have
 * an `include`. None for what is a site itself. Lists folders and reads sites through the store.
 * @param isInside whether a file may be read
 */
export async function siteRoots(
  uri: string,
  root: string,
  store: FileStore,
  isInside: (uri: string) => boolean,
): Promise<SiteRoots> {
  const own = parentUri(uri);
  if (SITE_FOLDER.test(baseName(own)) || own === root) return { roots: [], read: [] };
  const read: string[] = [];
  const naming: string[] = [];
  const including: string[] = [];
  for (const around of [parentUri(own), parentUri(parentUri(own))]) {
    if (around !== root && relativePath(root, around) === undefined) break;
    for (const folder of await siteFoldersIn(around, store)) {
      for (const site of await filesIn(folder, store)) {
        if (!isInside(site)) continue;
        await store.read(site);
        read.push(site);
        const targets = store.parsed(site, 'nginx-include-words', includedBy) ?? [];
        if (targets.length > 0) (targets.some((target) => mayName(target, uri)) ? naming : including).push(site);
      }
    }
  }
  return { roots: [...naming, ...including].slice(0, MOST_ROOTS), read };
}

async function siteFoldersIn(around: string, store: FileStore): Promise<readonly string[]> {
  await store.list(around);
  return (store.folder(around) ?? [])
    .filter(({ kind, name }) => kind === 'folder' && SITE_FOLDER.test(name))
    .map(({ name }) => resolveUri(around, `./${name}`));
}

/** By listing: they are the same for every fragment. A cache only. */
const filesOf = new WeakMap<readonly HostEntry[], readonly string[]>();

async function filesIn(folder: string, store: FileStore): Promise<readonly string[]> {
  await store.list(folder);
  const entries = store.folder(folder);
  if (entries === undefined) return [];
  let files = filesOf.get(entries);
  if (files === undefined) {
    files = entries
      .filter(({ kind, name }) => kind !== 'folder' && !NO_SITE.test(name))
      .slice(0, MOST_READ)
      .map(({ name }) => canonicalUri(resolveUri(folder, `./${name}`)));
    filesOf.set(entries, files);
  }
  return files;
}

/** The paths behind the word `include` in a text, as written. */
function includedBy(text: string): readonly string[] {
  return [...text.matchAll(/^(?:[^#\n]{0,200}[;{}\s])?include\s{1,20}["']?([^\s;"']{1,300})/gm)].map(
    ([, path = '']) => path,
  );
}

/** Whether a path, or a mask, may mean a file: by its name, or by that of its folder. */
function mayName(path: string, uri: string): boolean {
  const [name = '', folder = ''] = path.split('/').reverse();
  if (name === baseName(uri)) return true;
  return /[*?[$]/.test(name) && (folder === '' || folder === baseName(parentUri(uri)) || /[*?[$]/.test(folder));
}
