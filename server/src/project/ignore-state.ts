import type { IgnoreState, RelatedFile, RelatedFiles } from '../formats/related-files.ts';
import { type IgnoreLayer, IgnoreRules } from './ignore-rules.ts';
import { parentUri, relativePath, resolveUri } from './uri.ts';

/** Folders above a file that are looked at. */
const MOST_FOLDERS = 64;

/** A `.gitignore` and the folder it lies in. */
interface IgnoreFile {
  readonly text: string;
  readonly folder: string;
}

/** What git leaves out, from the file's folder up to the one that holds `.git`, or the last that may be looked at. */
export function ignoreStateOf(
  uri: string,
  files: RelatedFiles,
  isAllowed: (uri: string) => boolean,
): IgnoreState | undefined {
  const found: (IgnoreFile & { readonly uri: string })[] = [];
  let known = true;
  let top = parentUri(uri);
  for (let folder = top, steps = 0; steps < MOST_FOLDERS; steps++) {
    const own = resolveUri(folder, './.gitignore');
    if (!isAllowed(own)) break;
    top = folder;
    const file = files.get(own);
    if (file.state === 'read') found.push({ uri: own, text: file.text, folder });
    known &&= file.state !== 'unreadable';
    const parent = parentUri(folder);
    if (parent === folder || isRepository(files.get(resolveUri(folder, './.git')))) break;
    folder = parent;
  }
  const [nearest] = found;
  // A new one goes beside the file that asks, as long as it is above the file in question.
  const asking = parentUri(files.uri);
  const home = nearest?.folder ?? (relativePath(asking, uri) === undefined ? parentUri(uri) : asking);
  const path = relativePath(home, uri);
  if (!known || path === undefined) return undefined;
  const file = nearest ?? { uri: resolveUri(home, './.gitignore'), text: undefined };
  return {
    ignored: isIgnoredBy(relativePath(top, uri) ?? '', top, found),
    file: { uri: file.uri, text: file.text },
    path,
  };
}

/** A folder as a rule, a file in a worktree or submodule: whatever is there, the repository begins here. */
function isRepository(git: RelatedFile): boolean {
  return git.state === 'read' || (git.state === 'unreadable' && git.reason !== 'not read yet');
}

/**
 * Whether `.gitignore` files ignore a path relative to `top`: the nearest file that has an opinion decides; what lies in an ignored folder
 * is ignored.
 */
export function isIgnoredBy(path: string, top: string, nearestFirst: readonly IgnoreFile[]): boolean {
  const layers: readonly IgnoreLayer[] = [...nearestFirst]
    .reverse()
    .map(({ text, folder }) => ({ folder: relativePath(top, folder) ?? '', patterns: text.split(/\r?\n/) }));
  const rules = new IgnoreRules(layers);
  const parts = path.split('/');
  return parts.some((_, index) => {
    const isLast = index === parts.length - 1;
    return rules.ignores(parts.slice(0, index + 1).join('/') + (isLast ? '' : '/'));
  });
}
