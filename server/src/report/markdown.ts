import { markdownCell } from './escape.ts';
import { furtherLines } from './further-lines.ts';
import { filesText, findingsText, type Report, summarize } from './report.ts';
import { reportNotes } from './resting.ts';
import { type RuleInfo, rulePageUrl } from './rule-info.ts';

/** A page for a pull request comment or a job summary: counts, then a table of entries. */
export function formatMarkdown(report: Report, rules: (id: string) => RuleInfo | undefined): string {
  const summary = summarize(report);
  const lines = [
    '## Config Preflight',
    '',
    `${filesText(summary)}, ${findingsText(summary)}: **${summary.critical}** critical, **${summary.high}** high, **${summary.medium}** medium, **${summary.low}** low, ${summary.suppressed} suppressed.`,
    '',
  ];
  if (report.entries.length > 0) {
    lines.push('| severity | place | finding | rule |', '|---|---|---|---|');
    for (const entry of report.entries) {
      const { lead: finding, severity } = entry;
      const rule = rules(finding.rule) === undefined ? finding.rule : `[${finding.rule}](${rulePageUrl(finding.rule)})`;
      lines.push(
        `| ${severity} | ${markdownCell(`${finding.path}:${finding.line}`)} | ${[finding.message, ...furtherLines(entry)].map(markdownCell).join('<br>')} | ${rule} |`,
      );
    }
    lines.push('');
  }
  for (const note of reportNotes(report)) lines.push(markdownCell(note), '');
  return lines.join('\n');
}
