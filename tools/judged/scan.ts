/** One scan of the whole corpus, as the tools of this folder ask for it. */
import type { Profile } from '../../server/src/finding/profile.ts';
import { corpusFiles } from '../corpus-files.ts';
import { type CorpusFinding, type CorpusReport, scanCorpus } from '../corpus-scan.ts';
import type { Today } from './match.ts';
import { fileKey } from './places.ts';

export interface Scan {
  /** In the order of the files. */
  readonly reports: readonly CorpusReport[];
  readonly findings: readonly CorpusFinding[];
  /** Files of the corpus that are of one of our formats. */
  readonly checked: number;
}

/** `undefined` when the corpus is not here. */
export async function scanAll(profile?: Profile): Promise<Scan | undefined> {
  const files = corpusFiles({});
  if (files === undefined) return undefined;
  const reports: CorpusReport[] = [];
  for await (const report of scanCorpus(
    files.map(({ file }) => file),
    profile,
  ))
    reports.push(report);
  const findings = reports.flatMap((report) => report.findings);
  return { reports, findings, checked: reports.filter(({ format }) => format !== undefined).length };
}

/** The same by rule and file. @param successors rules that took over what another one said. */
export function todayOf({ reports, findings }: Scan, successors: Readonly<Record<string, readonly string[]>>): Today {
  const byRule = Map.groupBy(findings, ({ finding, file }) => fileKey({ rule: finding.rule, file }));
  const named = new Map<string, CorpusFinding>();
  for (const one of findings) {
    for (const { file, line } of one.related) {
      const key = `${fileKey({ rule: one.finding.rule, file })}:${line}`;
      if (!named.has(key)) named.set(key, one);
    }
  }
  const byFile = new Map(reports.map((report) => [report.file, report]));
  const heirs = (rule: string) => [rule, ...(successors[rule] ?? [])];
  return {
    of: (rule, file) => heirs(rule).flatMap((id) => byRule.get(fileKey({ rule: id, file })) ?? []),
    naming: (rule, { file, line }) => {
      const keys = heirs(rule).map((id) => `${fileKey({ rule: id, file })}:${line}`);
      return keys.map((key) => named.get(key)).find((one) => one !== undefined);
    },
    ownerAt: (file, line, column) => byFile.get(file)?.ownerAt(line, column) ?? [],
  };
}
