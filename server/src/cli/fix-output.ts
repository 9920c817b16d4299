import { fileURLToPath } from 'node:url';
import { kindOfError } from '../engine/failure.ts';
import { realPath } from '../hosts/node/boundary.ts';
import { type Prepared, prepareFile, WriteRefused } from '../hosts/node/write.ts';
import { type FixChoice, type FixedFiles, fixFiles, type Refused } from '../project/fix-files.ts';
import type { Project } from '../project/project.ts';
import { diffSide, maskedDiff } from './masked-diff.ts';
import type { Terminal } from './terminal.ts';

export interface FixOutputOptions {
  readonly dryRun: boolean;
  readonly terminal: Terminal;
  readonly pathOf: (uri: string) => string;
  /** Folders that may be written to, as paths. */
  readonly roots: readonly string[];
}

/**
 * Fixes files and writes them, or shows what would change. The only place of the command line that writes a user's files. A file that
 * cannot be written is listed and the others are written all the same.
 * @returns the files that were not written.
 */
export async function showFixes(
  project: Project,
  uris: readonly string[],
  choice: FixChoice,
  options: FixOutputOptions,
): Promise<readonly string[]> {
  const { terminal, pathOf } = options;
  const fixed = await fixFiles(project, uris, choice);
  for (const [uri, error] of fixed.failed)
    terminal.err(`preflight: ${pathOf(uri)}: not fixed: Config Preflight failed on it (${kindOfError(error)})\n`);
  tellRefused(fixed.refused, options);
  const repairedBut = (refused: ReadonlyMap<string, unknown>) =>
    [...fixed.repaired].reduce((sum, [uri, { length }]) => sum + (refused.has(uri) ? 0 : length), 0);
  if (options.dryRun) {
    for (const uri of fixed.after.keys()) terminal.out(await diffOf(project, uri, fixed, pathOf(uri)));
    for (const uri of fixed.after.keys()) project.close(uri);
    terminal.err(
      `preflight: ${counted(repairedBut(new Map()), 'finding')} would be repaired in ${counted(fixed.after.size, 'file')}\n`,
    );
    return [...fixed.failed.keys()];
  }
  const refused = new Map<string, string>();
  for (const group of fixed.groups)
    for (const [uri, reason] of await writeGroup(group, fixed, options.roots)) refused.set(uri, reason);
  await forgetRepairedLinks(refused, fixed);
  for (const [uri, reason] of refused) terminal.err(`preflight: ${pathOf(uri)}: not written: ${reason}\n`);
  const written = fixed.after.size - refused.size;
  const left = refused.size === 0 ? '' : `, ${counted(refused.size, 'file')} not written`;
  terminal.err(
    `preflight: ${counted(repairedBut(refused), 'finding')} repaired in ${counted(written, 'file')}${left}\n`,
  );
  // What is on disk decides what is reported now.
  for (const uri of fixed.after.keys()) project.close(uri);
  return [...fixed.failed.keys(), ...refused.keys()];
}

/** Says which fixes were not applied, and why, each in one line. */
function tellRefused(refused: readonly Refused[], { terminal, pathOf }: FixOutputOptions): void {
  const byPath = refused.map((one) => ({ ...one, path: pathOf(one.finding.uri) }));
  for (const { finding, reason, path } of byPath)
    terminal.err(`preflight: ${path}: ${finding.rule} not fixed: ${reason}\n`);
}

/** Writes files that belong together: all of them lie ready before the first takes its place. @returns what was not written, and why. */
async function writeGroup(
  group: readonly string[],
  { before, after }: FixedFiles,
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
async function forgetRepairedLinks(refused: Map<string, string>, { after }: FixedFiles): Promise<void> {
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

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What fixing changes in one file, as a diff that shows no secret. */
async function diffOf(project: Project, uri: string, { before, after }: FixedFiles, path: string): Promise<string> {
  const old = before.get(uri);
  const oldSide = old === undefined ? undefined : await diffSide(project, uri, path, old);
  return maskedDiff(path, oldSide, await diffSide(project, uri, path, after.get(uri) ?? ''));
}
