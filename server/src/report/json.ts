import { type Report, type ReportFinding, summarize } from './report.ts';

/** The stable JSON of `schemas/report.schema.json`, with a line break at the end. */
export function formatJson(report: Report, options: { readonly reportSuppressed: boolean }): string {
  const findings = options.reportSuppressed ? [...report.findings, ...report.suppressed] : report.findings;
  const body = {
    version: 1,
    tool: { name: 'config-preflight', version: report.version },
    files: report.files,
    findings: findings.map(publicFinding),
    summary: summarize(report),
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

/** The fields that are promised; source lines and edits are for other formats. */
function publicFinding(finding: ReportFinding): Omit<ReportFinding, 'source' | 'edits'> {
  const { source: _source, edits: _edits, ...rest } = finding;
  return rest;
}
