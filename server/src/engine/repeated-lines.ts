import type { Finding } from '../finding/finding.ts';

/** What is read of a finding here. */
type Fixable = Pick<Finding, 'uri' | 'span' | 'fixes'>;

/**
 * Takes away the fixes that write a line a second time while that line has a finding: the copy would have it too, so the line is
 * repaired first. Which rules run decides; a suppressed finding counts, its comment would not be copied.
 */
export function withoutFlawedRepeats<F extends Fixable>(findings: readonly F[]): readonly F[] {
  if (!findings.some(({ fixes }) => fixes.some(({ repeats }) => repeats !== undefined))) return findings;
  const starts = startsByFile(findings);
  return findings.map((finding) => {
    const fixes = finding.fixes.filter(
      ({ repeats = [] }) => !repeats.some(({ uri, span }) => hasBetween(starts.get(uri) ?? [], span.start, span.end)),
    );
    return fixes.length === finding.fixes.length ? finding : { ...finding, fixes };
  });
}

/** Where findings start in each file, ascending. */
function startsByFile(findings: readonly Fixable[]): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, number[]>();
  for (const { uri, span } of findings) {
    const list = starts.get(uri);
    if (list === undefined) starts.set(uri, [span.start]);
    else list.push(span.start);
  }
  for (const list of starts.values()) list.sort((a, b) => a - b);
  return starts;
}

function hasBetween(sorted: readonly number[], from: number, to: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return (sorted[low] ?? to) < to;
}
