import type { FileReport } from '../engine/file-report.ts';
import { type Candidate, candidateOf, collide, type FixLevel, fixesFor } from '../engine/fixing.ts';
import type { Finding } from '../finding/finding.ts';
import type { TextEdit } from '../text/edit.ts';
import { Pieces } from '../text/pieces.ts';
import type { Project } from './project.ts';
import { FixProofs } from './prove-fix.ts';

/** Which fixes are applied. */
export interface FixChoice {
  readonly level: FixLevel;
  /** Findings that are not to be repaired are left alone. Default: all are. */
  readonly wants?: ((finding: Finding) => boolean) | undefined;
  /** Leaves out fixes that touch another file than their finding's. */
  readonly sameFileOnly?: boolean | undefined;
  /** A file that is known by more than its name, as it was read. */
  readonly readAs?: FileReport | undefined;
  /** Asked before each file: whether to stop there. */
  readonly isCancelled?: (() => boolean) | undefined;
}

/** A finding whose fix was not applied. */
export interface Refused {
  readonly finding: Finding;
  readonly title: string;
  /** A clause: "it would bring …". */
  readonly reason: string;
}

/** What fixing changed. */
export interface FixedFiles {
  /** The texts as they were read, by URI; `undefined` for a file that is to be made. */
  readonly before: ReadonlyMap<string, string | undefined>;
  readonly after: ReadonlyMap<string, string>;
  /** The same as edits of the texts before, disjoint and in order. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** The changed files in groups that are written together or not at all. */
  readonly groups: readonly (readonly string[])[];
  /** The repaired findings and the titles of their fixes, by the file they stand in. */
  readonly repaired: ReadonlyMap<string, readonly Pick<Refused, 'finding' | 'title'>[]>;
  readonly refused: readonly Refused[];
  /** Files on which fixing failed; what was planned for them before is kept. */
  readonly failed: ReadonlyMap<string, unknown>;
}

/** Rounds over one file; a fix that waits for another one's place is tried in the next. */
const MAX_ROUNDS = 10;
/** Passes over all files: what is changed in one may show a fix in another. */
const MAX_PASSES = 3;
/** Trials for one file and pass: then the rest is left alone and listed. */
const MOST_TRIALS = 400;

/**
 * Applies fixes to files until nothing more can be fixed, in memory. Each fix is proven alone, then those of a round together; of fixes that
 * do harm together, the later ones are left out. Nothing is written and nothing of the project changes. Never throws.
 */
export async function fixFiles(project: Project, uris: readonly string[], choice: FixChoice): Promise<FixedFiles> {
  const fixing = new Fixing(project, choice);
  let open = uris;
  for (let pass = 0; pass < MAX_PASSES && open.length > 0; pass++) {
    const changed: string[] = [];
    for (const uri of open) {
      if (choice.isCancelled?.() === true) return fixing.result();
      if (await fixing.fix(uri)) changed.push(uri);
    }
    // The first pass saw its later files with what was changed before them; what is changed behind a file it has not seen.
    const last = changed.at(-1);
    open =
      last === undefined || uris.length === 1
        ? []
        : uris.slice(0, uris.indexOf(last)).filter((uri) => fixing.hasFixes(uri));
  }
  return fixing.result();
}

/** The texts that were changed, each with all of its edits. */
export class ChangedTexts {
  readonly before = new Map<string, string | undefined>();
  readonly #pieces = new Map<string, Pieces>();
  readonly #groups = new Map<string, Set<string>>();

  /** Takes the changes of one fix or of several that are independent of each other. */
  take(
    changes: readonly {
      readonly uri: string;
      readonly edits: readonly TextEdit[];
      readonly before: string | undefined;
    }[],
  ): void {
    for (const { uri, edits, before } of changes) {
      const pieces = this.#pieces.get(uri) ?? new Pieces(before ?? '');
      if (!this.#pieces.has(uri)) {
        this.before.set(uri, before);
        this.#pieces.set(uri, pieces);
        this.#groups.set(uri, new Set([uri]));
      }
      pieces.apply(edits);
    }
  }

  /** Files that one fix changes at once: half of it must not be written. */
  join(files: Iterable<string>): void {
    const joined = new Set([...files].flatMap((file) => [...(this.#groups.get(file) ?? [file])]));
    for (const file of joined) this.#groups.set(file, joined);
  }

  /** What differs from before in the end. */
  get result(): Pick<FixedFiles, 'before' | 'after' | 'edits' | 'groups'> {
    const changed = [...this.#pieces].filter(([uri, { text }]) => text !== this.before.get(uri));
    const after = new Map(changed.map(([uri, { text }]) => [uri, text]));
    const groups = [...new Set(this.#groups.values())].map((group) => [...group].filter((uri) => after.has(uri)));
    return {
      before: this.before,
      after,
      edits: new Map(changed.map(([uri, { edits }]) => [uri, edits])),
      groups: groups.filter((group) => group.length > 0),
    };
  }
}

class Fixing {
  readonly #proofs: FixProofs;
  readonly #choice: FixChoice;
  readonly #texts = new ChangedTexts();
  readonly #failed = new Map<string, unknown>();
  readonly #repaired = new Map<string, { finding: Finding; title: string }[]>();
  readonly #refused = new Map<string, Map<string, Refused>>();
  readonly #candidates = new Set<string>();
  #trials = 0;

  constructor(project: Project, choice: FixChoice) {
    this.#proofs = new FixProofs(project);
    this.#choice = choice;
    if (choice.readAs !== undefined) this.#proofs.readAs(choice.readAs);
  }

  /** Whether a file had something to fix when it was looked at last. */
  hasFixes(uri: string): boolean {
    return this.#candidates.has(uri);
  }

  /** @returns whether something was changed. */
  async fix(uri: string): Promise<boolean> {
    let changed = false;
    this.#trials = 0;
    try {
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const report = await this.#proofs.report(uri);
        if (!(await this.#round(report))) break;
        changed = true;
      }
    } catch (error) {
      this.#failed.set(uri, error);
    }
    this.#proofs.release(uri);
    return changed;
  }

  result(): FixedFiles {
    const refused = [...this.#refused.values()].flatMap((byKey) => [...byKey.values()]);
    return { ...this.#texts.result, repaired: this.#repaired, refused, failed: this.#failed };
  }

  async #round({ uri, findings }: FileReport): Promise<boolean> {
    const refused = new Map<string, Refused>();
    this.#refused.set(uri, refused);
    const proven: Candidate[] = [];
    for (const finding of findings) {
      if (this.#choice.wants?.(finding) === false) continue;
      const candidate = await this.#provenFix(finding, proven, refused);
      if (candidate !== undefined) proven.push(candidate);
    }
    const accepted = proven.length < 2 ? proven : await this.#together(proven, [], refused);
    if (accepted.length === 0) return false;
    this.#texts.take(await this.#proofs.accept(accepted));
    const repaired = this.#repaired.get(uri) ?? [];
    this.#repaired.set(uri, repaired);
    for (const { finding, fix, edits } of accepted) {
      this.#texts.join(new Set(edits.map((edit) => edit.uri)));
      repaired.push({ finding, title: fix.title });
    }
    return true;
  }

  /** The first fix of a finding that is proven alone. One whose place is taken waits for the next round. */
  async #provenFix(
    finding: Finding,
    taken: readonly Candidate[],
    refused: Map<string, Refused>,
  ): Promise<Candidate | undefined> {
    for (const fix of fixesFor(finding, this.#choice.level)) {
      this.#candidates.add(finding.uri);
      const candidate = candidateOf(finding, fix);
      if (candidate.edits.length === 0) continue;
      if (this.#choice.sameFileOnly === true && candidate.edits.some(({ uri }) => uri !== finding.uri)) continue;
      if (taken.some((other) => collide(candidate, other))) return undefined;
      const reason = await this.#refusal([candidate]);
      if (reason === undefined) {
        refused.delete(keyOf(finding));
        return candidate;
      }
      if (!refused.has(keyOf(finding))) refused.set(keyOf(finding), { finding, title: fix.title, reason });
    }
    return undefined;
  }

  /** As many of these as are proven together with those that are taken already, halved where they are not. */
  async #together(
    candidates: readonly Candidate[],
    taken: readonly Candidate[],
    refused: Map<string, Refused>,
  ): Promise<readonly Candidate[]> {
    const all = [...taken, ...candidates];
    const reason = await this.#refusal(all);
    if (reason === undefined) return all;
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1) {
      const { finding, fix } = only;
      refused.set(keyOf(finding), { finding, title: fix.title, reason: `together with the other fixes ${reason}` });
      return taken;
    }
    const middle = candidates.length >> 1;
    const first = await this.#together(candidates.slice(0, middle), taken, refused);
    return this.#together(candidates.slice(middle), first, refused);
  }

  async #refusal(candidates: readonly Candidate[]): Promise<string | undefined> {
    if (this.#trials >= MOST_TRIALS) return 'it was not tried: this file has too many fixes at once, run again';
    this.#trials += 1;
    return this.#proofs.refusal(candidates);
  }
}

function keyOf({ rule, fingerprint }: Finding): string {
  return `${rule} ${fingerprint}`;
}
