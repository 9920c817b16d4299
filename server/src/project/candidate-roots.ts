import { detectByName } from '../formats/detect.ts';
import type { Format } from '../formats/format.ts';
import type { Model } from '../subjects/subject.ts';
import type { FileStore } from './file-store.ts';
import { baseName, canonicalUri, parentUri, relativePath, resolveUri } from './uri.ts';

/** At most this many neighbours are looked at for one file, so that a folder of hundreds of stacks costs nothing. */
const MAX_CANDIDATES = 12;
const OVERRIDE = /^(?:docker-)?compose\.override\.ya?ml$/i;

/**
 * Files that may take `uri` in: for nginx the `nginx.conf` of the folders above, for compose the files beside it. Lists folders
 * through the store (cached), reads nothing.
 */
export async function candidateRoots(
  uri: string,
  format: Format,
  root: string,
  store: FileStore,
): Promise<readonly string[]> {
  if (format === 'nginx') return nginxRoots(uri, root, store);
  if (format === 'compose') return composeRoots(uri, store);
  return [];
}

async function nginxRoots(uri: string, root: string, store: FileStore): Promise<readonly string[]> {
  if (/^nginx\.conf(?:\.template)?$/.test(baseName(uri))) return [];
  const found: string[] = [];
  for (let folder = parentUri(uri); ; folder = parentUri(folder)) {
    await store.list(folder);
    for (const entry of store.folder(folder) ?? []) {
      if (entry.kind !== 'folder' && /^nginx\.conf(?:\.template)?$/.test(entry.name))
        found.push(canonicalUri(resolveUri(folder, `./${entry.name}`)));
      // The usual layout beside the fragments: ../nginx/nginx.conf
      if (entry.kind === 'folder' && entry.name === 'nginx')
        found.push(canonicalUri(resolveUri(folder, './nginx/nginx.conf')));
    }
    if (folder === root || relativePath(root, folder) === undefined || parentUri(folder) === folder) break;
  }
  return found.filter((candidate) => candidate !== uri).slice(0, MAX_CANDIDATES);
}

async function composeRoots(uri: string, store: FileStore): Promise<readonly string[]> {
  const folder = parentUri(uri);
  await store.list(folder);
  return (store.folder(folder) ?? [])
    .filter((entry) => entry.kind !== 'folder' && detectByName(entry.name)?.format === 'compose')
    .filter((entry) => detectByName(entry.name)?.needsContent === false)
    .map((entry) => canonicalUri(resolveUri(folder, `./${entry.name}`)))
    .filter((candidate) => candidate !== uri)
    .slice(0, MAX_CANDIDATES);
}

/** Whether a file is a site that is enabled by a link in the folder beside it (Debian's layout). */
export function isAvailableSite(uri: string): boolean {
  return baseName(parentUri(uri)) === 'sites-available';
}

/** Whether a file has no meaning of its own once another takes it in: an nginx fragment, a compose override. */
export function isSubordinate(uri: string, format: Format, model: Model): boolean {
  if (format === 'nginx') return !/^nginx\.conf/.test(baseName(uri));
  return format === 'compose' && model.format === 'compose' && OVERRIDE.test(baseName(uri));
}
