import type { CompletionOptions } from '../language/completion.ts';
import type { Project } from '../project/project.ts';

/** Folders looked up for one request, one after another. */
const MOST_FOLDERS = 40;

/** The names in a folder as far as they are known, as the language features ask for them. */
type Look = NonNullable<CompletionOptions['look']>;

/** Runs `work` until every folder it asked for is known. Nothing outside the workspace is listed. */
export async function withFolders<T>(project: Project, work: (look: Look) => T): Promise<T> {
  for (let listed = 0; ; ) {
    const wanted = new Set<string>();
    const result = work((folder) => {
      if (!project.isInside(folder)) return undefined;
      if (!project.store.hasFolder(folder)) wanted.add(folder);
      return project.store.folder(folder)?.map(({ name, kind }) => ({ name, isFolder: kind === 'folder' }));
    });
    const next = [...wanted].slice(0, MOST_FOLDERS - listed);
    if (next.length === 0) return result;
    await Promise.all(next.map((folder) => project.store.list(folder)));
    listed += next.length;
  }
}
