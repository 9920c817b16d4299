import { relative, resolve } from 'node:path';
import { relativePath } from '../project/uri.ts';
import type { FileCheck } from './file-check.ts';
import { type CheckSetup, isForPrograms, uriOf } from './file-check.ts';
import { ScanCache } from './scan-cache.ts';

/** Changes with what a cached finding is made of. */
const CACHE_FORMAT = 5;

/**
 * The cache a scan asked for; `undefined` when it asked for none. Everything that changes findings besides the files themselves is part of
 * its key. @throws CacheRefused, or the system's error, when there can be none.
 */
export async function openCache(
  setup: CheckSetup,
  host: FileCheck['host'],
  {
    version,
    variables,
  }: { readonly version: string; readonly variables: Readonly<Record<string, string | undefined>> },
): Promise<ScanCache | undefined> {
  const { options, boundaries, cwd, shownFrom, today } = setup;
  const { cache, profile, checklists, only, skip, as, stage, useConfig, config, maxFileSize, format } = options;
  if (cache === 'none') return undefined;
  const lists = [only, skip].map((ids) => (ids === undefined ? null : [...ids].sort()));
  const key = [
    CACHE_FORMAT,
    version,
    today,
    options.paths,
    profile,
    checklists,
    lists,
    as,
    stage,
    useConfig,
    config,
    maxFileSize,
    format === 'text' || format === 'html',
    isForPrograms(format),
    format === 'sarif',
    boundaries.roots.map((root) => relative(shownFrom, root)),
    [...boundaries.namesFrom].map(([root, folder]) => relativePath(folder, root)),
  ];
  const { roots, settings, guarded } = boundaries;
  const { CacheFolder } = await import('./cache-folder.ts');
  const folder =
    cache === 'user'
      ? await CacheFolder.ofUser(shownFrom, guarded, variables)
      : await CacheFolder.open(resolve(cwd, cache.folder), guarded);
  return ScanCache.open(folder, key, host, [...roots, ...settings].map(uriOf));
}
