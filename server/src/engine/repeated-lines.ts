import type { Finding } from '../finding/finding.ts';
import { type Fix, madeOnce } from '../finding/fix.ts';

/** What is read of a finding here. */
interface Fixable extends Pick<Finding, 'uri' | 'span'> {
  readonly fixes: () => readonly Fix[];
}

/**
 * Takes away the fixes that write a line a second time while that line has a finding: the copy would have it too, so the line is
 * repaired first. Which rules run decides; a suppressed finding counts, its comment would not be copied. Nothing is looked at before
 * somebody asks for the fixes of a finding.
 */
export function withoutFlawedRepeats<F extends Fixable>(findings: readonly F[]): readonly F[] {
  let starts: ReadonlyMap<string, readonly number[]> | undefined;
  const isFlawed = ({ repeats = [] }: Fix): boolean => {
    if (repeats.length === 0) return false;
    const all = starts ?? startsByFile(findings);
    starts = all;
    return repeats.some(({ uri, span }) => hasBetween(all.get(uri) ?? [], span.start, span.end));
  };
  return findings.map((finding) => ({
    ...finding,
    fixes: madeOnce(() => finding.fixes().filter((fix) => !isFlawed(fix))),
  }));
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
