import type { FileReport } from '../engine/file-report.ts';
import { candidateOf, type FixLevel, fixesFor } from '../engine/fixing.ts';
import type { Finding } from '../finding/finding.ts';
import type { Fix, FixSafety } from '../finding/fix.ts';
import { type ChangedFiles, ChangedTexts, type UnitEdit } from './changed-texts.ts';
import type { Project } from './project.ts';
import { FixProofs } from './prove-fix.ts';

/** Which fixes are applied. */
export interface FixChoice {
  readonly level: FixLevel;
  /** Findings that are not to be repaired are left alone. Default: all are. */
  readonly wants?: ((finding: Finding) => boolean) | undefined;
  /** Leaves out fixes that touch another file than their finding's. */
  readonly sameFileOnly?: boolean | undefined;
  /**
   * Somebody will pick among the changes: each must be right without the others too, and the safe ones without the rest. What follows
   * from another change is left for another run.
   */
  readonly apart?: boolean | undefined;
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

/** A finding that was repaired. */
export interface Repaired {
  readonly finding: Finding;
  readonly title: string;
  readonly safety: FixSafety;
}

/** What fixing changed. */
export interface FixedFiles extends ChangedFiles {
  /** The same in units that can be taken or left: what each repairs, and the edits with the unit each belongs to. */
  readonly units: readonly (readonly Repaired[])[];
  readonly unitEdits: ReadonlyMap<string, readonly UnitEdit[]>;
  /** Findings that can be repaired only with something a person has to say. */
  readonly needInput: number;
  /** The repaired findings and the titles of their fixes, by the file they stand in. */
  readonly repaired: ReadonlyMap<string, readonly Repaired[]>;
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
const FOLLOWS = 'it follows from another change: make that one first';

/**
 * Applies fixes to files until nothing more can be fixed, in memory. Each is proven on what those before it left, so that a finding another
 * fix has repaired is left alone and of fixes that do harm together the later one is refused. Nothing is written and nothing of the project changes. Never throws.
 */
export async function fixFiles(project: Project, uris: readonly string[], choice: FixChoice): Promise<FixedFiles> {
  const fixing = new Fixing(project, choice);
  // Those that are ticked before somebody picks come first, so that they are right without the rest.
  if (choice.apart === true && choice.level === 'unsafe') await passes(fixing, uris, { ...choice, level: 'safe' });
  await passes(fixing, uris, choice);
  return fixing.result();
}

async function passes(fixing: Fixing, uris: readonly string[], { level, isCancelled }: FixChoice): Promise<void> {
  let open = uris;
  for (let pass = 0; pass < MAX_PASSES && open.length > 0; pass++) {
    const changed: string[] = [];
    for (const uri of open) {
      if (isCancelled?.() === true) return;
      if (await fixing.fix(uri, level)) changed.push(uri);
    }
    // The first pass saw its later files with what was changed before them; what is changed behind a file it has not seen.
    const last = changed.at(-1);
    open =
      last === undefined || uris.length === 1
        ? []
        : uris.slice(0, uris.indexOf(last)).filter((uri) => fixing.hasFixes(uri));
  }
}

class Fixing {
  readonly #proofs: FixProofs;
  /** Of fixes on what was there before, where each must be right without the others. */
  readonly #alone: AloneProofs | undefined;
  readonly #choice: FixChoice;
  readonly #texts = new ChangedTexts();
  readonly #failed = new Map<string, unknown>();
  readonly #repaired = new Map<string, Repaired[]>();
  /** All of them, by the number under which their changes are kept. */
  readonly #made: Repaired[] = [];
  readonly #needInput = new Map<string, number>();
  readonly #refused = new Map<string, Map<string, Refused>>();
  readonly #candidates = new Set<string>();
  #trials = 0;

  constructor(project: Project, choice: FixChoice) {
    this.#proofs = new FixProofs(project);
    this.#alone = choice.apart === true ? new AloneProofs(project) : undefined;
    this.#choice = choice;
    if (choice.readAs !== undefined) this.#proofs.readAs(choice.readAs);
  }

  /** Whether a file had something to fix when it was looked at last. */
  hasFixes(uri: string): boolean {
    return this.#candidates.has(uri);
  }

  /** @returns whether something was changed. */
  async fix(uri: string, level: FixLevel): Promise<boolean> {
    let changed = false;
    this.#trials = 0;
    try {
      for (let round = 0; round < MAX_ROUNDS; round++) {
        if (!(await this.#round(uri, level))) break;
        changed = true;
      }
    } catch (error) {
      this.#failed.set(uri, error);
    }
    this.#proofs.release(uri);
    this.#alone?.release(uri);
    return changed;
  }

  result(): FixedFiles {
    const refused = [...this.#refused.values()].flatMap((byKey) => [...byKey.values()]);
    const { authors, edits: unitEdits } = this.#texts.units;
    const units = authors.map((list) => list.flatMap((author) => this.#made[author] ?? []));
    const needInput = [...this.#needInput.values()].reduce((sum, count) => sum + count, 0);
    return {
      ...this.#texts.result,
      units,
      unitEdits,
      repaired: this.#repaired,
      refused,
      needInput,
      failed: this.#failed,
    };
  }

  /** Tries the fixes of all findings once, each on what the fixes before it left. @returns whether something was changed. */
  async #round(uri: string, level: FixLevel): Promise<boolean> {
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
      if (!(await this.#repair(finding, level, refused))) continue;
      changed = true;
      // Of several with one name the next has its place now.
      tried.delete(keyOf(finding));
    }
    const { findings } = await this.#proofs.report(uri);
    const wanted = findings.filter((finding) => this.#choice.wants?.(finding) !== false);
    this.#needInput.set(uri, wanted.filter(({ fixes }) => fixes.length > 0 && fixes.every(isForPerson)).length);
    return changed;
  }

  /** Applies the first fix of a finding that is proven. */
  async #repair(finding: Finding, level: FixLevel, refused: Map<string, Refused>): Promise<boolean> {
    for (const fix of fixesFor(finding, level)) {
      this.#candidates.add(finding.uri);
      const candidate = candidateOf(finding, fix);
      const files = new Set(candidate.edits.map(({ uri }) => uri));
      if (files.size === 0) continue;
      if (this.#choice.sameFileOnly === true && [...files].some((uri) => uri !== finding.uri)) continue;
      this.#trials += 1;
      const outcome =
        this.#trials > MOST_TRIALS
          ? TOO_MANY
          : ((await this.#alone?.refusal(finding, fix)) ?? (await this.#proofs.apply(candidate)));
      if (typeof outcome === 'string') {
        if (!refused.has(keyOf(finding))) refused.set(keyOf(finding), { finding, title: fix.title, reason: outcome });
        continue;
      }
      refused.delete(keyOf(finding));
      this.#texts.take(outcome, this.#made.length);
      this.#texts.join(files);
      const made = { finding, title: fix.title, safety: fix.safety };
      this.#made.push(made);
      const repaired = this.#repaired.get(finding.uri) ?? [];
      this.#repaired.set(finding.uri, repaired);
      repaired.push(made);
      return true;
    }
    return false;
  }
}

/** Proofs of fixes as if each were the only one. */
class AloneProofs {
  readonly #proofs: FixProofs;
  readonly #verdicts = new Map<string, string | undefined>();

  constructor(project: Project) {
    this.#proofs = new FixProofs(project);
  }

  /** Why a fix is not right by itself; the finding may come from a report of texts that others have changed. */
  async refusal(finding: Finding, fix: Fix): Promise<string | undefined> {
    const key = `${finding.uri} ${keyOf(finding)} ${fix.title}`;
    if (this.#verdicts.has(key)) return this.#verdicts.get(key);
    const { findings } = await this.#proofs.withFixes(finding.uri);
    const own = findings.find((one) => keyOf(one) === keyOf(finding));
    const same = own?.fixes.find(({ title, safety }) => title === fix.title && safety === fix.safety);
    const refusal =
      own === undefined || same === undefined ? FOLLOWS : await this.#proofs.refusal(candidateOf(own, same));
    this.#verdicts.set(key, refusal);
    return refusal;
  }

  release(uri: string): void {
    this.#proofs.release(uri);
  }
}

function isForPerson({ safety, begins }: Fix): boolean {
  return safety === 'needs-input' || begins !== undefined;
}

function keyOf({ rule, fingerprint }: Finding): string {
  return `${rule} ${fingerprint}`;
}
