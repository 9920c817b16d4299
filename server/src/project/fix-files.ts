import type { FileReport } from '../engine/file-report.ts';
import { candidateOf, type FixLevel, fixesFor } from '../engine/fixing.ts';
import type { Finding } from '../finding/finding.ts';
import { type ChangedFiles, ChangedTexts } from './changed-texts.ts';
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
export interface FixedFiles extends ChangedFiles {
  /** The repaired findings and the titles of their fixes, by the file they stand in. */
  readonly repaired: ReadonlyMap<string, readonly Pick<Refused, 'finding' | 'title'>[]>;
  readonly refused: readonly Refused[];
  /** Files on which fixing failed; what was planned for them before is kept. */
  readonly failed: ReadonlyMap<string, unknown>;
}

/** Rounds over one file: what was refused is tried again as long as something else was repaired. */
const MAX_ROUNDS = 10;
/** Passes over all files: what is changed in one may show a fix in another. */
const MAX_PASSES = 3;
/** Trials for one file and pass: then the rest is left alone and listed. */
const MOST_TRIALS = 400;
const TOO_MANY = 'it was not tried, as the file has too many: run it again';

/**
 * Applies fixes to files until nothing more can be fixed, in memory. Each is proven on what those before it left, so that a finding another
 * fix has repaired is left alone and of fixes that do harm together the later one is refused. Nothing is written and nothing of the project changes. Never throws.
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
        if (!(await this.#round(uri))) break;
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

  /** Tries the fixes of all findings once, each on what the fixes before it left. @returns whether something was changed. */
  async #round(uri: string): Promise<boolean> {
    const refused = new Map<string, Refused>();
    this.#refused.set(uri, refused);
    const tried = new Set<string>();
    const next = async () => {
      const { findings } = await this.#proofs.withFixes(uri);
      return findings.find((finding) => !tried.has(keyOf(finding)) && this.#choice.wants?.(finding) !== false);
    };
    let changed = false;
    for (let finding = await next(); finding !== undefined; finding = await next()) {
      tried.add(keyOf(finding));
      if (!(await this.#repair(finding, refused))) continue;
      changed = true;
      // Of several with one name the next has its place now.
      tried.delete(keyOf(finding));
    }
    return changed;
  }

  /** Applies the first fix of a finding that is proven. */
  async #repair(finding: Finding, refused: Map<string, Refused>): Promise<boolean> {
    for (const fix of fixesFor(finding, this.#choice.level)) {
      this.#candidates.add(finding.uri);
      const candidate = candidateOf(finding, fix);
      const files = new Set(candidate.edits.map(({ uri }) => uri));
      if (files.size === 0) continue;
      if (this.#choice.sameFileOnly === true && [...files].some((uri) => uri !== finding.uri)) continue;
      this.#trials += 1;
      const outcome = this.#trials > MOST_TRIALS ? TOO_MANY : await this.#proofs.apply(candidate);
      if (typeof outcome === 'string') {
        if (!refused.has(keyOf(finding))) refused.set(keyOf(finding), { finding, title: fix.title, reason: outcome });
        continue;
      }
      refused.delete(keyOf(finding));
      this.#texts.take(outcome);
      this.#texts.join(files);
      const repaired = this.#repaired.get(finding.uri) ?? [];
      this.#repaired.set(finding.uri, repaired);
      repaired.push({ finding, title: fix.title });
      return true;
    }
    return false;
  }
}

function keyOf({ rule, fingerprint }: Finding): string {
  return `${rule} ${fingerprint}`;
}
