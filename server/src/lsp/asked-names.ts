import { detectByName } from '../formats/detect.ts';
import { type AskedNames, isCodeName, namesAskedInCode, namesAskedInFile } from '../language/asked-names.ts';
import type { Project } from '../project/project.ts';
import { parentUri, resolveUri } from '../project/uri.ts';
import type { FeatureContext } from './feature-context.ts';

/** Bounds of one look through a project, all counted. */
const MOST_FOLDERS = 60;
const DEEPEST = 4;
const MOST_CODE_FILES = 150;
const MOST_COMPOSE_FILES = 6;
const LONGEST = 200_000;
/** Folders that hold other people's code, or what a build made. */
const FOREIGN = /^(?:\.|node_modules$|vendor$|dist$|build$|target$|out$|coverage$|venv$|__pycache__$|site-packages$)/;

interface Found {
  readonly code: readonly string[];
  readonly compose: readonly string[];
}

/**
 * The variables that the files beside and below an env file ask for: `${NAME}` of compose files first, then programs. Reads what it needs;
 * nothing of a program is kept.
 */
export async function askedNames(envFile: string, { folders, analysis }: FeatureContext): Promise<AskedNames> {
  const { project } = folders.of(envFile);
  const { code, compose } = await filesBelow(parentUri(envFile), project);
  const names = new Map<string, string>();
  const add = (found: readonly string[], uri: string) => {
    for (const name of found) if (!names.has(name)) names.set(name, project.pathOf(uri));
  };
  for (const uri of compose) {
    const report = await analysis.report(uri);
    if (report !== undefined) add(namesAskedInFile(report), uri);
    analysis.release(uri);
  }
  // A virtual workspace fetches each file over the network: not for a list of proposals.
  const read = envFile.startsWith('file:') ? code : [];
  const asked = await Promise.all(read.map(async (uri) => namesAskedInCode(await textOf(uri, project))));
  for (const [i, uri] of read.entries()) add(asked[i] ?? [], uri);
  return names;
}

async function filesBelow(root: string, project: Project): Promise<Found> {
  const code: string[] = [];
  const compose: string[] = [];
  let level = [root];
  let looked = 0;
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (looked >= MOST_FOLDERS || !project.isInside(folder)) break;
      looked += 1;
      await project.store.list(folder);
      for (const { name, kind } of project.store.folder(folder) ?? []) {
        const uri = resolveUri(folder, name);
        if (kind === 'folder' && !FOREIGN.test(name)) next.push(uri);
        if (kind !== 'file') continue;
        if (isCodeName(name) && code.length < MOST_CODE_FILES) code.push(uri);
        const isCompose =
          depth === 0 && detectByName(name)?.format === 'compose' && detectByName(name)?.needsContent === false;
        if (isCompose && compose.length < MOST_COMPOSE_FILES) compose.push(uri);
      }
    }
    level = next;
  }
  return { code, compose };
}

async function textOf(uri: string, { store }: Project): Promise<string> {
  const isKnown = store.get(uri) !== undefined;
  if (!isKnown) await store.read(uri);
  const file = store.get(uri);
  if (!isKnown) store.drop(uri);
  return file?.state === 'read' && file.text.length <= LONGEST ? file.text : '';
}
