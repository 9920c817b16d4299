import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSettings } from '../engine/settings-file.ts';
import { BoundaryFinder, type FoundBoundary, isBelow } from '../hosts/node/boundary.ts';
import { DEFAULT_MAX_FILE_SIZE, NodeHost } from '../hosts/node/node-host.ts';
import { SETTINGS_NAME } from '../project/settings-store.ts';

/** What a run of the command line may look at and write to, as absolute paths. */
export interface Boundaries {
  /** Of the scanned paths: nothing else is read. */
  readonly roots: readonly string[];
  /** Of settings and checklists named on the command line: read on behalf of these only. */
  readonly settings: readonly string[];
  /** Where a link may have come with somebody's tree: nothing is written through one there. */
  readonly guarded: readonly string[];
  /** URIs: for a root that is nothing but a scanned folder, the current folder around it, from which names of folders tell something. */
  readonly namesFrom: ReadonlyMap<string, string>;
}

/** What a command line names. */
export interface NamedPaths {
  readonly cwd: string;
  readonly paths: readonly string[];
  /** Settings and checklists. */
  readonly settings: readonly string[];
  /** Whether settings files count (`--no-config` and `--config` leave them out). */
  readonly useConfig: boolean;
  /** Real paths of folders that no boundary reaches beyond, whatever repository lies around them. Absent: no such limit. */
  readonly within?: readonly string[] | undefined;
}

const NOTHING = { rules: new Set<string>(), checklists: new Set<string>(), thresholds: new Set<string>() };

/** The boundary of every path that a command line names: see {@link BoundaryFinder.of}. */
export async function boundariesOf({ cwd, paths, settings, useConfig, within }: NamedPaths): Promise<Boundaries> {
  const finder = new BoundaryFinder((folder) => (useConfig ? isTop(folder) : Promise.resolve(false)));
  const around = async (names: readonly string[]) =>
    Promise.all(
      names.map(async (name) => {
        const folder = await folderOf(resolve(cwd, name));
        return narrowed(await finder.of(folder), folder, within);
      }),
    );
  const scanned = await around(paths);
  const roots = unique(scanned);
  const own = narrowed(await finder.of(cwd), cwd, within);
  return {
    roots,
    settings: unique(await around(settings)),
    guarded: [...roots, ...(own.because === 'path' ? [] : [own.folder])],
    namesFrom: new Map(
      scanned
        .filter(({ because, folder }) => because === 'path' && isBelow(cwd, folder))
        .map(({ folder }) => [pathToFileURL(folder).href, pathToFileURL(cwd).href]),
    ),
  };
}

/** A boundary that reaches beyond the allowed folder around a path is that folder. */
function narrowed(found: FoundBoundary, path: string, within: readonly string[] | undefined): FoundBoundary {
  if (within === undefined || within.some((folder) => isBelow(folder, found.folder))) return found;
  return { ...found, folder: within.find((folder) => isBelow(folder, path)) ?? path };
}

function unique(found: readonly FoundBoundary[]): readonly string[] {
  return [...new Set(found.map(({ folder }) => folder))];
}

/** The folder that a path names or lies in. */
async function folderOf(path: string): Promise<string> {
  const info = await stat(path).catch(() => undefined);
  return info?.isDirectory() === true ? path : dirname(path);
}

/** Whether the settings file of a folder says `"root": true`. */
async function isTop(folder: string): Promise<boolean> {
  const host = new NodeHost({ roots: [pathToFileURL(folder).href], maxFileSize: DEFAULT_MAX_FILE_SIZE });
  const file = await host.read(pathToFileURL(join(folder, SETTINGS_NAME)).href);
  return file.state === 'read' && parseSettings(file.text, NOTHING).values.root === true;
}

/** The folder paths are shown relative to: the current one when it holds everything, else the innermost that holds every path. */
export async function commonFolder(cwd: string, paths: readonly string[]): Promise<string> {
  const all = paths.map((path) => resolve(cwd, path));
  if (all.every((path) => isBelow(cwd, path))) return cwd;
  const [first = cwd, ...others] = all;
  let shared = first;
  while (!others.every((path) => isBelow(shared, path))) shared = dirname(shared);
  const info = await stat(shared).catch(() => undefined);
  return info?.isFile() === true ? dirname(shared) : shared;
}
