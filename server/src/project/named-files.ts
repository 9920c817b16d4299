import type { Host } from './host.ts';
import type { Project } from './project.ts';
import { relativePath } from './uri.ts';
import { isNeverEntered } from './walk.ts';

/**
 * Files below some folders that checked files name and that a walk did not take for what they are: their own name says nothing, or git
 * ignores them. To be checked after the walk, again until it gives none, for what it gives may name more.
 * @param isDone whether a file was checked and was one of ours, or was given before
 */
export async function filesByUse(
  project: Project,
  host: Host,
  folders: readonly string[],
  isDone: (uri: string) => boolean,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const uri of project.used.uris) {
    if (isDone(uri) || !folders.some((folder) => isScanned(folder, uri))) continue;
    if ((await host.stat(uri))?.kind === 'file') found.push(uri);
  }
  return found;
}

function isScanned(folder: string, uri: string): boolean {
  const path = relativePath(folder, uri);
  return path !== undefined && !path.split('/').some(isNeverEntered);
}
