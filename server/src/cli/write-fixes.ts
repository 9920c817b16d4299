import { fileURLToPath } from 'node:url';
import { kindOfError } from '../engine/failure.ts';
import { realPath } from '../hosts/node/boundary.ts';
import { type Prepared, prepareFile, WriteRefused } from '../hosts/node/write.ts';
import type { ChangedFiles } from '../project/changed-texts.ts';

/**
 * Writes what fixes changed: the only place of the command line that writes a user's files. A file that cannot be written is left and the
 * others are written all the same. @returns what was not written, and why.
 */
export async function writeFixes(
  changed: ChangedFiles,
  roots: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (const group of changed.groups)
    for (const [uri, reason] of await writeGroup(group, changed, roots)) refused.set(uri, reason);
  await forgetRepairedLinks(refused, changed);
  return refused;
}

/** Writes files that belong together: all of them lie ready before the first takes its place. @returns what was not written, and why. */
async function writeGroup(
  group: readonly string[],
  { before, after }: ChangedFiles,
  roots: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ready: [uri: string, prepared: Prepared][] = [];
  const refused = new Map<string, string>();
  const discardAll = () => Promise.all(ready.map(([, prepared]) => prepared.discard()));
  for (const uri of group) {
    try {
      ready.push([uri, await prepareFile(fileURLToPath(uri), after.get(uri) ?? '', before.get(uri), roots)]);
    } catch (error) {
      refused.set(uri, reasonOf(error));
    }
  }
  if (refused.size > 0) {
    await discardAll();
    for (const [uri] of ready) refused.set(uri, 'another file of the same fix was not');
    return refused;
  }
  // What a fix makes comes before what then refers to it.
  const isNew = ([uri]: (typeof ready)[number]) => before.get(uri) === undefined;
  for (const [uri, prepared] of [...ready.filter(isNew), ...ready.filter((one) => !isNew(one))]) {
    try {
      if (refused.size === 0) await prepared.commit();
      else throw new WriteRefused('another file of the same fix was not');
    } catch (error) {
      await prepared.discard();
      refused.set(uri, reasonOf(error));
    }
  }
  return refused;
}

/** A link is never written through; where the file it leads to was repaired itself, nothing is left to do. */
async function forgetRepairedLinks(refused: Map<string, string>, { after }: ChangedFiles): Promise<void> {
  const written = new Set([...after.keys()].filter((uri) => !refused.has(uri)).map((uri) => fileURLToPath(uri)));
  for (const uri of [...refused.keys()]) {
    const path = fileURLToPath(uri);
    const target = await realPath(path).catch(() => path);
    if (target !== path && written.has(target)) refused.delete(uri);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof WriteRefused ? error.message : `it could not be written (${kindOfError(error)})`;
}
