/** Which findings are entries of their own and which are folded under another one: the one place that knows how folding is told. */
import { SEVERITIES } from '../../server/src/rules/contract.ts';
import type { CorpusFinding } from '../corpus-scan.ts';

/** The groups of one scan. */
export class Folding {
  readonly #groups: ReadonlyMap<string, readonly CorpusFinding[]>;

  /** @param findings everything the scan found, in the order of the files. */
  constructor(findings: readonly CorpusFinding[]) {
    this.#groups = Map.groupBy(
      findings.filter((one) => groupOf(one) !== undefined),
      (one) => groupOf(one) ?? '',
    );
  }

  /** The entry a finding is shown under: the first of its group's highest severity; itself when it stands alone. */
  entryOf(one: CorpusFinding): CorpusFinding {
    const members = this.membersOf(one);
    const rank = ({ finding }: CorpusFinding) => SEVERITIES.indexOf(finding.severity);
    return members.reduce((best, member) => (rank(member) < rank(best) ? member : best));
  }

  isFolded(one: CorpusFinding): boolean {
    return this.entryOf(one) !== one;
  }

  /** Everything in its group, itself included. */
  membersOf(one: CorpusFinding): readonly [CorpusFinding, ...CorpusFinding[]] {
    const group = groupOf(one);
    const [first, ...rest] = group === undefined ? [] : (this.#groups.get(group) ?? []);
    return first === undefined ? [one] : [first, ...rest];
  }
}

/** What the members of an entry have in common; `undefined`: it stands alone. */
function groupOf({ finding, file }: CorpusFinding): string | undefined {
  const group = 'group' in finding ? finding.group : undefined;
  return typeof group === 'string' ? `${file} ${group}` : undefined;
}
