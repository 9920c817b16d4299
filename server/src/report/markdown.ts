import { markdownCell } from './escape.ts';
import { type Report, summarize } from './report.ts';
import { type RuleInfo, rulePageUrl } from './rule-info.ts';

/** A page for a pull request comment or a job summary: counts, then a table of findings. */
export function formatMarkdown(report: Report, rules: (id: string) => RuleInfo | undefined): string {
  const summary = summarize(report);
  const lines = [
    '## Config Preflight',
    '',
    `${summary.files} files checked: **${summary.critical}** critical, **${summary.high}** high, **${summary.medium}** medium, **${summary.low}** low, ${summary.suppressed} suppressed.`,
    '',
  ];
  if (report.findings.length > 0) {
    lines.push('| severity | place | finding | rule |', '|---|---|---|---|');
    for (const finding of report.findings) {
      const rule = rules(finding.rule) === undefined ? finding.rule : `[${finding.rule}](${rulePageUrl(finding.rule)})`;
      lines.push(
        `| ${finding.severity} | ${markdownCell(`${finding.path}:${finding.line}`)} | ${markdownCell(finding.message)} | ${rule} |`,
      );
    }
    lines.push('');
  }
  return lines.join('\n');
}
