import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FixLevel } from '../engine/fixing.ts';
import { type FixedFiles, fixFiles } from '../project/fix-files.ts';
import type { Project } from '../project/project.ts';
import { diffSide, maskedDiff } from './masked-diff.ts';
import type { Terminal } from './terminal.ts';

export interface FixOutputOptions {
  readonly dryRun: boolean;
  readonly terminal: Terminal;
  readonly pathOf: (uri: string) => string;
}

/** Fixes files and writes them, or shows what would change. The only place of the command line that writes a user's files. */
export async function showFixes(
  project: Project,
  uris: readonly string[],
  level: FixLevel,
  options: FixOutputOptions,
): Promise<void> {
  const fixed = await fixFiles(project, uris, level);
  for (const [uri, text] of fixed.after) {
    if (options.dryRun) {
      options.terminal.out(await diffOf(project, uri, fixed, options.pathOf(uri)));
    } else {
      const path = fileURLToPath(uri);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }
  const files = `${fixed.after.size} ${fixed.after.size === 1 ? 'file' : 'files'}`;
  const verb = options.dryRun ? 'would be repaired' : 'repaired';
  options.terminal.err(
    `preflight: ${fixed.repaired} ${fixed.repaired === 1 ? 'finding' : 'findings'} ${verb} in ${files}\n`,
  );
  if (options.dryRun) for (const uri of fixed.after.keys()) project.close(uri);
}

/** What fixing changes in one file, as a diff that shows no secret. */
async function diffOf(project: Project, uri: string, { before, after }: FixedFiles, path: string): Promise<string> {
  const old = before.get(uri);
  const oldSide = old === undefined ? undefined : await diffSide(project, uri, path, old);
  return maskedDiff(path, oldSide, await diffSide(project, uri, path, after.get(uri) ?? ''));
}
