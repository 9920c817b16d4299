import { jsonLine } from './escape.ts';
import { memberSummary, publicFinding } from './json.ts';
import type { Report, ReportFinding } from './report.ts';

/** One line a finding, with the fields of the JSON's findings but `group`: that is known only when all are there. */
export function formatJsonLine(finding: ReportFinding): string {
  const { group: _group, ...rest } = publicFinding(finding);
  return jsonLine(rest);
}

/** The last line: `{"summary": …}` as in the JSON, and what a fix did where one was asked for. */
export function formatJsonSummary(report: Report): string {
  const fixes = report.fixes === undefined ? {} : { fixes: report.fixes };
  return jsonLine({ summary: memberSummary(report), ...fixes });
}

/** A whole report as lines. */
export function formatJsonLines(report: Report): string {
  return `${report.findings.map(formatJsonLine).join('')}${formatJsonSummary(report)}`;
}
