import { SEVERITIES } from '../finding/severity.ts';
import { xml } from './escape.ts';
import { furtherLines } from './further-lines.ts';
import { htmlPage, severityBar } from './html-page.ts';
import { filesText, findingsText, type Report, type ReportEntry, summarize } from './report.ts';
import { reportNotes } from './resting.ts';
import { type RuleInfo, rulePageUrl } from './rule-info.ts';

/** One self-contained page: counts as a chart, then the entries file by file. Nothing is loaded from anywhere. */
export function formatHtml(report: Report, rules: (id: string) => RuleInfo | undefined): string {
  const summary = summarize(report);
  const byFile = new Map<string, ReportEntry[]>();
  for (const entry of report.entries) {
    const list = byFile.get(entry.lead.path);
    if (list === undefined) byFile.set(entry.lead.path, [entry]);
    else list.push(entry);
  }
  const sections = [...byFile].map(([path, entries]) => {
    const rows = entries.map((entry) => row(entry, rules(entry.lead.rule))).join('\n');
    return `<section><h2>${xml(path)} <small>${entries.length}</small></h2>\n${rows}\n</section>`;
  });
  const clean = report.entries.length === 0 ? '<p class="clean">No findings.</p>' : '';
  const counts = SEVERITIES.map((severity) => ({
    label: severity,
    count: summary[severity],
    color: `var(--${severity})`,
  }));
  const notes = reportNotes(report).map((note) => `<p class="note">${xml(note)}</p>`);
  return htmlPage(
    'Config Preflight report',
    `<p>${filesText(summary)}, ${findingsText(summary)}, ${summary.suppressed} suppressed.</p>\n${notes.join('\n')}\n${severityBar(counts)}\n${clean}\n${sections.join('\n')}`,
  );
}

function row(entry: ReportEntry, rule: RuleInfo | undefined): string {
  const { lead: finding, severity } = entry;
  const source =
    finding.source === undefined || finding.source.text.trim() === ''
      ? ''
      : `<pre>${xml(finding.source.text.trim())}</pre>`;
  const fix = finding.fixes[0] === undefined ? '' : `<p>Fix: ${xml(finding.fixes[0].title)}</p>`;
  const further = furtherLines(entry)
    .map((line) => `<p><small>${xml(line)}</small></p>`)
    .join('');
  const link =
    rule === undefined ? xml(finding.rule) : `<a href="${rulePageUrl(finding.rule)}">${xml(finding.rule)}</a>`;
  return `<article><p><span class="tag ${severity}">${severity}</span> <b>${finding.line}:${finding.column}</b> ${xml(finding.message)} <small>${link}</small></p>${source}${further}${fix}</article>`;
}
