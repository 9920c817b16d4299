import { type Candidate, candidateOf, withEditsMade } from '../engine/fixing.ts';
import type { Finding } from '../finding/finding.ts';
import type { Fix } from '../finding/fix.ts';
import { ChangedTexts } from '../project/changed-texts.ts';
import type { Refused } from '../project/fix-files.ts';
import type { Project } from '../project/project.ts';
import { FixProofs } from '../project/prove-fix.ts';
import { printable } from '../report/printable.ts';
import { applyEdits } from '../text/edit.ts';
import { LineIndex } from '../text/line-index.ts';
import { isStandIn, placeholdersIn, withPlaceholders } from '../text/snippet.ts';
import { counted, type FixOutcome, hiddenDiff, tellRefused, toldBy } from './fix-output.ts';
import type { Terminal } from './terminal.ts';
import { writeFixes } from './write-fixes.ts';

export interface WalkOptions {
  readonly terminal: Terminal;
  /** `undefined`: the input has ended. */
  readonly ask: ((question: string) => Promise<string | undefined>) | undefined;
  readonly wants: (finding: Finding) => boolean;
  readonly pathOf: (uri: string) => string;
  /** Folders that may be written to, as paths. */
  readonly roots: readonly string[];
}

/** Goes through the fixes of files one by one, shows each with its reason and its change, and writes at the end what was agreed to. */
export async function walkFixes(project: Project, uris: readonly string[], options: WalkOptions): Promise<FixOutcome> {
  const walk = new Walk(project, options);
  for (const uri of uris) if (!walk.isOver) await walk.through(uri);
  return walk.finish();
}

type Taken = Omit<Refused, 'reason'>;

class Walk {
  readonly #project: Project;
  readonly #options: WalkOptions;
  readonly #proofs: FixProofs;
  readonly #texts = new ChangedTexts();
  readonly #repaired: Taken[] = [];
  readonly #refused: Refused[] = [];
  /** Rules whose fixes are applied without asking again. */
  readonly #always = new Set<string>();
  isOver = false;

  constructor(project: Project, options: WalkOptions) {
    this.#project = project;
    this.#options = options;
    this.#proofs = new FixProofs(project);
  }

  async through(uri: string): Promise<void> {
    const tried = new Set<string>();
    while (!this.isOver) {
      const { findings, text } = await this.#proofs.withFixes(uri);
      const next = findings.find((one) => !tried.has(keyOf(one)) && one.fixes.length > 0 && this.#options.wants(one));
      if (next === undefined) break;
      tried.add(keyOf(next));
      await this.#visit(next, text);
    }
    this.#proofs.release(uri);
  }

  async finish(): Promise<FixOutcome> {
    const { terminal, pathOf, roots } = this.#options;
    tellRefused(this.#refused, this.#options);
    const changed = this.#texts.result;
    const unwritten = await writeFixes(changed, roots);
    for (const [uri, reason] of unwritten) terminal.err(`preflight: ${pathOf(uri)}: not written: ${reason}\n`);
    const repaired = this.#repaired.filter(({ finding }) => !unwritten.has(finding.uri));
    const files = counted(changed.after.size - unwritten.size, 'file');
    terminal.err(`preflight: ${counted(repaired.length, 'finding')} repaired in ${files}\n`);
    const told = toldBy(pathOf);
    return {
      left: [...unwritten.keys()],
      fixes: { written: true, repaired: repaired.map(told), refused: this.#refused.map(told) },
    };
  }

  async #visit(finding: Finding, text: string): Promise<void> {
    const fixes = await this.#provenFixes(finding);
    const [best] = fixes;
    if (best === undefined) return;
    if (this.#always.has(finding.rule) && best.safety !== 'needs-input') return this.#apply(candidateOf(finding, best));
    const { terminal, pathOf } = this.#options;
    const line = new LineIndex(text).lineAt(finding.span.start) + 1;
    terminal.err(`\n${pathOf(finding.uri)}:${line} ${finding.severity} ${finding.rule}\n  ${finding.message}\n`);
    let chosen = best;
    for (const [index, fix] of fixes.entries())
      terminal.err(`  ${fixes.length === 1 ? '' : `${index + 1}. `}${fix.title} (${fix.safety})\n`);
    await this.#showChange(candidateOf(finding, chosen));
    for (;;) {
      const answer = await this.#options.ask?.(`Apply? ${choices(chosen, fixes.length)} `);
      const word = answer?.trim().toLowerCase();
      const other = fixes[Number(word) - 1];
      if (word === undefined || word === 'q' || word === 'quit') {
        this.isOver = true;
        return;
      }
      if (word === 'n' || word === 'no') return;
      if (other !== undefined) {
        chosen = other;
        await this.#showChange(candidateOf(finding, chosen));
      } else if (['y', 'yes', 'a', 'all', 'e', 'edit'].includes(word)) {
        if (word.startsWith('a')) this.#always.add(finding.rule);
        const filled = await this.#filled(finding, chosen);
        if (filled === undefined) terminal.err('  not applied: it needs a value of yours\n');
        return filled === undefined ? undefined : this.#apply(filled);
      }
    }
  }

  /** A fix with what the person writes for its placeholders, nothing keeps what it proposes; `undefined` where it proposes nothing usable. */
  async #filled(finding: Finding, fix: Fix): Promise<Candidate | undefined> {
    if (fix.safety !== 'needs-input') return candidateOf(finding, fix);
    const values = new Map<string, string>();
    for (const { newText, snippet } of fix.edits()) {
      if (snippet !== true) continue;
      for (const { number, value } of placeholdersIn(newText)) {
        if (values.has(number)) continue;
        const answer = await this.#options.ask?.(`  ${printable(value) || 'value'}: `);
        const given = answer?.trim() || (isStandIn(value) ? '' : value);
        if (given === '') return undefined;
        values.set(number, given);
      }
    }
    return candidateOf(finding, fix, (snippet) => withPlaceholders(snippet, values));
  }

  async #provenFixes(finding: Finding): Promise<readonly Fix[]> {
    const proven: Fix[] = [];
    let first: Refused | undefined;
    for (const offered of finding.fixes) {
      const fix = withEditsMade(offered);
      const reason = await this.#proofs.refusal(candidateOf(finding, fix));
      if (reason === undefined) proven.push(fix);
      else first ??= { finding, title: fix.title, reason };
    }
    if (proven.length === 0 && first !== undefined) this.#refused.push(first);
    return proven;
  }

  async #apply(candidate: Candidate): Promise<void> {
    const { finding, fix, edits } = candidate;
    const outcome = await this.#proofs.apply(candidate);
    if (typeof outcome === 'string') {
      this.#refused.push({ finding, title: fix.title, reason: outcome });
      this.#options.terminal.err(`  not applied: ${outcome}\n`);
      return;
    }
    this.#texts.take(outcome);
    this.#texts.join(new Set(edits.map(({ uri }) => uri)));
    this.#repaired.push({ finding, title: fix.title });
  }

  async #showChange({ edits }: Candidate): Promise<void> {
    const { terminal, pathOf } = this.#options;
    for (const uri of new Set(edits.map((edit) => edit.uri))) {
      const before = await this.#proofs.textOf(uri);
      const own = edits.filter((edit) => edit.uri === uri);
      const after = applyEdits(before ?? '', own);
      terminal.err(await hiddenDiff(this.#project, uri, pathOf(uri), before, after));
    }
  }
}

function choices(fix: Fix, count: number): string {
  const answers = [fix.safety === 'needs-input' ? '[e]dit and apply' : '[y]es', '[n]o'];
  if (fix.safety !== 'needs-input') answers.push('[a]ll of this rule');
  if (count > 1) answers.push(`[1-${count}] another fix`);
  return `${[...answers, '[q]uit'].join(', ')}:`;
}

function keyOf({ rule, fingerprint }: Finding): string {
  return `${rule} ${fingerprint}`;
}
