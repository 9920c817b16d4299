/** How much is said: entries a file, and how many are of the most frequent rules. */
import type { CorpusFinding } from '../corpus-scan.ts';
import { foldingOf } from './folding.ts';
import type { Scan } from './scan.ts';

/** Prints the measures of a scan. */
export function printEntries(scan: Scan): void {
  const entries = foldingOf(scan.findings).entries.map(({ lead }) => lead);
  const perFile = Map.groupBy(entries, ({ file }) => file);
  const counts = scan.reports
    .filter(({ format }) => format !== undefined)
    .map(({ file }) => perFile.get(file)?.length ?? 0);
  const spoken = counts.filter((count) => count > 0);
  const byRule = [...Map.groupBy(entries, ({ finding }) => finding.rule)].sort(([, a], [, b]) => b.length - a.length);
  const [first, second] = byRule;
  const two = (first?.[1].length ?? 0) + (second?.[1].length ?? 0);
  const share = Math.round((100 * two) / Math.max(entries.length, 1));
  console.log(`${entries.length} entries of ${scan.findings.length} findings in ${scan.checked} files`);
  console.log(
    `entries a file: median ${quantile(counts, 0.5)}, p90 ${quantile(counts, 0.9)}; of the ${spoken.length} with any: median ${quantile(spoken, 0.5)}, p90 ${quantile(spoken, 0.9)}`,
  );
  console.log(`the two most frequent rules: ${share} % (${first?.[0]}, ${second?.[0]})`);
  const repeated = repeatedAdvice(entries);
  console.log(`rule and file with several entries of one advice: ${repeated.length}`);
}

/** Rules that say one thing several times in a file, names and numbers aside. */
export function repeatedAdvice(entries: readonly CorpusFinding[]): readonly (readonly CorpusFinding[])[] {
  const same = Map.groupBy(entries, ({ finding, file }) => `${finding.rule} ${file} ${adviceOf(finding.message)}`);
  return [...same.values()].filter((of) => of.length > 1);
}

/** A message without what it names. */
export function adviceOf(message: string): string {
  return message
    .replace(/"[^"]*"/g, '""')
    .replace(/\$\{[^}]*\}/g, '$')
    .replace(/\b[A-Z][A-Z0-9_]{2,}\b/g, 'X')
    .replace(/\d+/g, '0');
}

/** The value that a share of the numbers does not exceed; 0 of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
