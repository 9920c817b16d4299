import type { FixSafety } from '../finding/fix.ts';
import { jsonText } from './escape.ts';
import { countSeverities, type Report, type ReportFinding, type Summary, summarize } from './report.ts';

/** So many of what was not looked at are named; the summary counts them all. */
const MOST_LEFT_OUT = 100;

/** The stable JSON of `schemas/report.schema.json`, with a line break at the end. */
export function formatJson(report: Report, options: { readonly reportSuppressed: boolean }): string {
  const findings = options.reportSuppressed ? [...report.findings, ...report.suppressed] : report.findings;
  const body = {
    version: 1,
    tool: { name: 'config-preflight', version: report.version },
    files: report.files,
    leftOut: (report.leftOut ?? []).slice(0, MOST_LEFT_OUT),
    findings: findings.map(publicFinding),
    ...(report.fixes === undefined ? {} : { fixes: report.fixes }),
    bestFixes: countBestFixes(report.findings),
    summary: memberSummary(report),
  };
  return jsonText(body);
}

/** The summary by member, as the findings of JSON are; how many entries they make is said beside it. */
export function memberSummary(report: Report): Summary {
  return { ...summarize(report), ...countSeverities(report.findings) };
}

/** The fields that are promised; source lines and edits are for other formats, what findings are grouped by is for none. */
export function publicFinding(finding: ReportFinding): Omit<ReportFinding, 'source' | 'edits' | 'folding'> {
  const { source: _source, edits: _edits, folding: _folding, ...rest } = finding;
  return rest;
}

/** How many findings have a fix of each level as their best one. */
function countBestFixes(findings: readonly ReportFinding[]): Readonly<Record<FixSafety | 'none', number>> {
  const counts = { safe: 0, 'behavior-changing': 0, 'needs-input': 0, none: 0 };
  for (const { fixes } of findings) counts[fixes[0]?.safety ?? 'none'] += 1;
  return counts;
}
