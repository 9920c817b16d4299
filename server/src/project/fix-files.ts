import { type FixLevel, planFixes } from '../engine/fixing.ts';
import { applyEdits } from '../text/edit.ts';
import type { Project } from './project.ts';

/** What fixing changed: texts by URI (a text of a file that did not exist is a new file) and how many findings were repaired. */
export interface FixedFiles {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly repaired: number;
}

const MAX_ROUNDS = 10;

/**
 * Applies fixes to files until nothing more can be fixed, in memory: the texts are held as if an editor had them open.
 * Nothing is written; the caller decides what to do with the result.
 */
export async function fixFiles(project: Project, uris: readonly string[], level: FixLevel): Promise<FixedFiles> {
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  let repaired = 0;
  for (const uri of uris) {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { findings } = await project.check(uri);
      const plan = planFixes(findings, { level, sameFileOnly: level === 'safe' });
      if (plan.findings.length === 0) break;
      for (const [target, edits] of plan.edits) {
        const file = project.store.get(target);
        const text = file?.state === 'read' ? file.text : '';
        if (!before.has(target)) before.set(target, text);
        const fixed = applyEdits(text, edits);
        after.set(target, fixed);
        project.open(target, fixed);
      }
      repaired += plan.findings.length;
    }
  }
  return { before, after, repaired };
}
