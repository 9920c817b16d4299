/** Which findings are entries of their own and which are shown with another one: the one place that knows how folding is done. */
import { groupFindings } from '../../server/src/engine/group-findings.ts';
import type { CorpusFinding } from '../corpus-scan.ts';

/** A finding that is shown, and those shown with it. */
export interface CorpusEntry {
  readonly lead: CorpusFinding;
  readonly further: readonly { readonly finding: CorpusFinding; readonly reason: string }[];
}

/** The entries of one scan, for look-up by member. */
export class Folding {
  readonly entries: readonly CorpusEntry[];
  readonly #byMember = new Map<CorpusFinding, CorpusEntry>();
  readonly #reasons = new Map<CorpusFinding, string>();

  constructor(entries: readonly CorpusEntry[]) {
    this.entries = entries;
    for (const entry of entries) {
      this.#byMember.set(entry.lead, entry);
      for (const { finding, reason } of entry.further) {
        this.#byMember.set(finding, entry);
        this.#reasons.set(finding, reason);
      }
    }
  }

  /** The finding it is shown under; itself when it is shown. */
  leadOf(one: CorpusFinding): CorpusFinding {
    return this.#byMember.get(one)?.lead ?? one;
  }

  isFolded(one: CorpusFinding): boolean {
    return this.leadOf(one) !== one;
  }

  /** Whether it is a detail of what it is shown under, not its equal. */
  isLesser(one: CorpusFinding): boolean {
    return this.#reasons.get(one) === 'lesser';
  }

  /** Members of its entry, itself included. */
  sizeOf(one: CorpusFinding): number {
    return 1 + (this.#byMember.get(one)?.further.length ?? 0);
  }
}

/** Folds what a scan found as the reports do. */
export function foldingOf(findings: readonly CorpusFinding[]): Folding {
  const members = findings.map((one) => ({
    rule: one.finding.rule,
    severity: one.finding.severity,
    fingerprint: one.finding.fingerprint,
    folding: one.finding.folding,
    one,
  }));
  const entries = groupFindings(members, {
    fileOf: ({ one }) => one.file,
    compare: (a, b) => order(a.one.file, b.one.file) || a.one.line - b.one.line || a.one.column - b.one.column,
  });
  return new Folding(
    entries.map(({ lead, further }) => ({
      lead: lead.one,
      further: further.map(({ finding, reason }) => ({ finding: finding.one, reason })),
    })),
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
