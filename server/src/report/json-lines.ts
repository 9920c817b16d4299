import { memberSummary, publicFinding } from './json.ts';
import type { Report, ReportFinding } from './report.ts';

/** One line a finding, with the fields of the JSON's findings but `group`: that is known only when all are there. */
export function formatJsonLine(finding: ReportFinding): string {
  const { group: _group, ...rest } = publicFinding(finding);
  return `${JSON.stringify(rest)}\n`;
}

/** The last line: `{"summary": …}` as in the JSON, and what a fix did where one was asked for. */
export function formatJsonSummary(report: Report): string {
  const fixes = report.fixes === undefined ? {} : { fixes: report.fixes };
  return `${JSON.stringify({ summary: memberSummary(report), ...fixes })}\n`;
}

/** A whole report as lines. */
export function formatJsonLines(report: Report): string {
  return `${report.findings.map(formatJsonLine).join('')}${formatJsonSummary(report)}`;
}
