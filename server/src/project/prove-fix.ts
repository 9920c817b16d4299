import type { FileReport } from '../engine/file-report.ts';
import { findingChange, Moved, otherwiseRead } from '../engine/fix-effect.ts';
import type { Candidate, PlainEdit } from '../engine/fixing.ts';
import type { Finding } from '../finding/finding.ts';
import { detectByName } from '../formats/detect.ts';
import { applyEdits, areDisjoint } from '../text/edit.ts';
import { grouped } from '../text/grouped.ts';
import type { Project } from './project.ts';
import type { Trial } from './trial.ts';
import { baseName } from './uri.ts';

/** Files that are judged again with the edited ones: what is in the same folder, what they name and what names them. */
const MOST_AROUND = 32;

/** A change under trial: the edits of each file and its text with them. */
interface Change {
  readonly uri: string;
  readonly edits: readonly PlainEdit[];
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Tries fixes in memory before anything is changed. A fix is proven when the edited texts still parse, its finding is gone, no finding is
 * new or more severe in any file that is judged with them, and everything outside the edits is read as before. What was accepted stays
 * in force for the next ones.
 */
export class FixProofs {
  readonly #trial: Trial;
  readonly #pathOf: (uri: string) => string;
  readonly #reports = new Map<string, FileReport>();
  #work = 0;
  /** One trial at a time: each changes the texts. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(project: Project) {
    this.#trial = project.trial();
    this.#pathOf = (uri) => project.pathOf(uri);
  }

  /** What was checked so far, in characters. */
  get work(): number {
    return this.#work;
  }

  /** Has a file read as its own report says. */
  readAs({ uri, format }: FileReport): void {
    this.#trial.readAs(uri, format);
  }

  /** A file with everything that was accepted. */
  async report(uri: string): Promise<FileReport> {
    const known = this.#reports.get(uri);
    if (known !== undefined) return known;
    const report = await this.#check(uri);
    this.#reports.set(uri, report);
    return report;
  }

  /** The same, its fixes ready to be asked for. */
  async withFixes(uri: string): Promise<FileReport> {
    const report = await this.report(uri);
    const ready = await this.#trial.withFixes(report);
    if (ready !== report) this.#reports.set(uri, ready);
    return ready;
  }

  /** A text with everything that was accepted; `undefined`: there is no such file. */
  textOf(uri: string): Promise<string | undefined> {
    return this.#trial.textOf(uri);
  }

  /** Why a fix is not to be applied, as a clause; `undefined` when it is proven. Its finding is one of {@link report}. */
  async refusal(candidate: Candidate): Promise<string | undefined> {
    const outcome = await this.#inTurn(() => this.#try(candidate, false));
    return typeof outcome === 'string' ? outcome : undefined;
  }

  /** Puts a fix in force for everything that follows. @returns what it changes, or why it is refused. */
  apply(candidate: Candidate): Promise<readonly Change[] | string> {
    return this.#inTurn(() => this.#try(candidate, true));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #try(candidate: Candidate, keep: boolean): Promise<readonly Change[] | string> {
    const changes = await this.#changesOf(candidate);
    if (typeof changes === 'string') return changes;
    if (changes.every(({ before, after }) => before === after)) return 'it would change nothing';
    const before: FileReport[] = [];
    for (const uri of await this.#around(candidate, changes)) {
      const report = await this.report(uri);
      if (report.format !== undefined || changes.some((change) => change.uri === uri)) before.push(report);
    }
    const accepted = new Map(changes.map(({ uri }) => [uri, this.#trial.setText(uri)]));
    const after = new Map<string, FileReport>();
    let isProven = false;
    this.#trial.set(new Map(changes.map((change) => [change.uri, change.after])));
    try {
      for (const old of before) {
        const now = await this.#check(old.uri);
        after.set(old.uri, now);
        const change = changes.find(({ uri }) => uri === old.uri);
        const reason = this.#compare(old, now, change, candidate);
        if (reason !== undefined) return reason;
      }
      isProven = true;
      return changes;
    } finally {
      if (isProven && keep) {
        this.#reports.clear();
        for (const [uri, report] of after) this.#reports.set(uri, report);
      } else this.#trial.set(accepted);
    }
  }

  /** Lets go of what was read for a file. */
  release(uri: string): void {
    this.#reports.clear();
    this.#trial.release(uri);
  }

  async #check(uri: string): Promise<FileReport> {
    const report = await this.#trial.check(uri);
    this.#work += report.text.length;
    return report;
  }

  async #changesOf({ edits: all }: Candidate): Promise<readonly Change[] | string> {
    const changes: Change[] = [];
    for (const [uri, edits] of grouped(all, (edit) => edit.uri)) {
      const before = await this.#trial.textOf(uri);
      if (before === undefined && !edits.every(({ create }) => create === true))
        return `${baseName(uri)}, which it changes, cannot be read`;
      if (!areDisjoint(edits)) return 'its changes overlap each other';
      const inside = edits.every(({ span }) => span.start <= span.end && span.end <= (before ?? '').length);
      if (!inside) return 'the file is another one by now';
      changes.push({ uri, edits, before, after: applyEdits(before ?? '', edits) });
    }
    return changes;
  }

  async #around({ finding }: Candidate, changes: readonly Change[]): Promise<readonly string[]> {
    const edited = changes.map(({ uri }) => uri);
    const around = new Set([finding.uri, ...edited]);
    const beside = new Set<string>();
    const { dependencies, considered, uses } = await this.report(finding.uri);
    for (const { uri } of uses.flat()) beside.add(uri);
    for (const uri of [...dependencies.keys(), ...considered]) if (isOurs(uri)) beside.add(uri);
    for (const uri of edited) {
      for (const user of this.#trial.usersOf(uri)) beside.add(user);
      for (const other of await this.#trial.beside(uri)) if (isOurs(other)) beside.add(other);
    }
    for (const uri of beside) if (around.size < MOST_AROUND) around.add(uri);
    return [...around];
  }

  #compare(
    before: FileReport,
    after: FileReport,
    change: Change | undefined,
    { finding, fix }: Candidate,
  ): string | undefined {
    const moved = change === undefined ? undefined : new Moved(change.edits);
    if (moved !== undefined) {
      const reason = readOtherwise(before, after, moved);
      if (reason !== undefined) return reason;
    }
    const { added, worse, left } = findingChange(before.findings, after.findings, moved);
    if (finding.uri === before.uri && fix.begins === undefined) {
      const own = before.findings.find((one) => isSame(one, finding));
      if (own === undefined) return 'its finding is not there any more';
      if (left.has(own)) return 'its finding would still be there';
    }
    const isNew = ({ rule }: Finding) => fix.begins?.includes(rule) !== true && fix.price?.includes(rule) !== true;
    const brought = added.find(isNew);
    if (brought !== undefined) return `it would bring ${brought.rule} in ${this.#pathOf(brought.uri)}`;
    const raised = worse.find(isNew);
    return raised && `it would make ${raised.rule} in ${this.#pathOf(raised.uri)} more severe`;
  }
}

function isSame(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.fingerprint === b.fingerprint && a.span.start === b.span.start;
}

function isOurs(uri: string): boolean {
  return detectByName(baseName(uri)) !== undefined;
}

/** Why an edited text may not be written, seen from how it is read. */
function readOtherwise(before: FileReport, after: FileReport, moved: Moved): string | undefined {
  if (before.format === undefined) return undefined;
  if (after.format !== before.format) return 'the file would be taken for another kind of file';
  if (before.complete && !after.complete) return 'the file would not parse any more';
  if (before.judgement.stage !== after.judgement.stage) return `the file would be taken for ${after.judgement.stage}`;
  const [old, now] = [before.model?.file, after.model?.file];
  if (old === undefined || now === undefined || !before.complete) return undefined;
  return otherwiseRead(old, now, moved) === undefined ? undefined : 'other parts of the file would be read otherwise';
}
