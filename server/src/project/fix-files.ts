import { type FixLevel, planFixes } from '../engine/fixing.ts';
import { applyEdits } from '../text/edit.ts';
import type { Project } from './project.ts';

/** What fixing changed. */
export interface FixedFiles {
  /** The texts as they were read, by URI; `undefined` for a file that is to be made. */
  readonly before: ReadonlyMap<string, string | undefined>;
  readonly after: ReadonlyMap<string, string>;
  /** The changed files in groups that are written together or not at all. */
  readonly groups: readonly (readonly string[])[];
  /** How many findings are repaired, by the file they stand in. */
  readonly repaired: ReadonlyMap<string, number>;
  /** Files on which fixing failed; what was planned for them before is kept. */
  readonly failed: ReadonlyMap<string, unknown>;
}

const MAX_ROUNDS = 10;

/**
 * Applies fixes to files until nothing more can be fixed, in memory: the texts are held as if an editor had them open.
 * Nothing is written; the caller decides what to do with the result. Never throws.
 */
export async function fixFiles(project: Project, uris: readonly string[], level: FixLevel): Promise<FixedFiles> {
  const fixing = new Fixing(project, level);
  for (const uri of uris) await fixing.fix(uri);
  return fixing.result();
}

class Fixing {
  readonly #project: Project;
  readonly #level: FixLevel;
  readonly #before = new Map<string, string | undefined>();
  readonly #after = new Map<string, string>();
  readonly #groups = new Map<string, Set<string>>();
  readonly #failed = new Map<string, unknown>();
  readonly #repaired = new Map<string, number>();

  constructor(project: Project, level: FixLevel) {
    this.#project = project;
    this.#level = level;
  }

  async fix(uri: string): Promise<void> {
    try {
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const { findings } = await this.#project.check(uri);
        const plan = planFixes(findings, { level: this.#level, sameFileOnly: this.#level === 'safe' });
        if (plan.findings.length === 0) break;
        const fixed = [...plan.edits].map(([target, edits]) => {
          const file = this.#project.store.get(target);
          const text = file?.state === 'read' ? file.text : undefined;
          return { target, text, newText: applyEdits(text ?? '', edits) };
        });
        for (const change of fixed) this.#take(change);
        for (const files of plan.together) this.#join(files);
        this.#repaired.set(uri, (this.#repaired.get(uri) ?? 0) + plan.findings.length);
      }
    } catch (error) {
      this.#failed.set(uri, error);
    }
  }

  result(): FixedFiles {
    const groups = [...new Set(this.#groups.values())].map((group) => [...group]);
    return { before: this.#before, after: this.#after, groups, repaired: this.#repaired, failed: this.#failed };
  }

  #take({ target, text, newText }: { target: string; text: string | undefined; newText: string }): void {
    if (!this.#before.has(target)) this.#before.set(target, text);
    this.#after.set(target, newText);
    this.#project.open(target, newText);
    if (!this.#groups.has(target)) this.#groups.set(target, new Set([target]));
  }

  #join(files: readonly string[]): void {
    const joined = new Set(files.flatMap((file) => [...(this.#groups.get(file) ?? [file])]));
    for (const file of joined) this.#groups.set(file, joined);
  }
}
