import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTwoFilesPatch } from 'diff';
import type { FixLevel } from '../engine/fixing.ts';
import { secretSpans } from '../engine/secret-spans.ts';
import { type FixedFiles, fixFiles } from '../project/fix-files.ts';
import type { Project } from '../project/project.ts';
import { maskForDisplay } from '../report/mask-text.ts';
import { printable } from '../report/printable.ts';
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
      options.terminal.out(await maskedDiff(project, uri, fixed, options.pathOf(uri)));
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

/** A unified diff in which every secret of either side is masked one for one. */
async function maskedDiff(project: Project, uri: string, fixed: FixedFiles, path: string): Promise<string> {
  const masked = async (text: string) => {
    project.open(uri, text);
    const { model } = await project.check(uri);
    // What a fix writes to a secret's own file is a secret from end to end.
    const unread = path.split('/').includes('secrets') ? [{ start: 0, end: text.length }] : [];
    return maskForDisplay(text, 0, model === undefined ? unread : secretSpans(model), text);
  };
  const before = await masked(fixed.before.get(uri) ?? '');
  const after = await masked(fixed.after.get(uri) ?? '');
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 1 });
  return `${patch.split('\n').slice(1).map(printable).join('\n')}`;
}
