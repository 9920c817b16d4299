import { SEVERITIES } from '../finding/severity.ts';
import { xml } from './escape.ts';
import { htmlPage, severityBar } from './html-page.ts';
import { type Report, type ReportFinding, summarize } from './report.ts';
import { type RuleInfo, rulePageUrl } from './rule-info.ts';

/** One self-contained page: counts as a chart, then the findings file by file. Nothing is loaded from anywhere. */
export function formatHtml(report: Report, rules: (id: string) => RuleInfo | undefined): string {
  const summary = summarize(report);
  const byFile = new Map<string, ReportFinding[]>();
  for (const finding of report.findings) {
    const list = byFile.get(finding.path);
    if (list === undefined) byFile.set(finding.path, [finding]);
    else list.push(finding);
  }
  const sections = [...byFile].map(([path, findings]) => {
    const rows = findings.map((finding) => row(finding, rules(finding.rule))).join('\n');
    return `<section><h2>${xml(path)} <small>${findings.length}</small></h2>\n${rows}\n</section>`;
  });
  const clean = report.findings.length === 0 ? '<p class="clean">No findings.</p>' : '';
  const counts = SEVERITIES.map((severity) => ({
    label: severity,
    count: summary[severity],
    color: `var(--${severity})`,
  }));
  return htmlPage(
    'Config Preflight report',
    `<p>${summary.files} files checked, ${report.findings.length} findings, ${summary.suppressed} suppressed.</p>\n${severityBar(counts)}\n${clean}\n${sections.join('\n')}`,
  );
}

function row(finding: ReportFinding, rule: RuleInfo | undefined): string {
  const source =
    finding.source === undefined || finding.source.trim() === '' ? '' : `<pre>${xml(finding.source.trim())}</pre>`;
  const fix = finding.fixes[0] === undefined ? '' : `<p>Fix: ${xml(finding.fixes[0].title)}</p>`;
  const link =
    rule === undefined ? xml(finding.rule) : `<a href="${rulePageUrl(finding.rule)}">${xml(finding.rule)}</a>`;
  return `<article><p><span class="tag ${finding.severity}">${finding.severity}</span> <b>${finding.line}:${finding.column}</b> ${xml(finding.message)} <small>${link}</small></p>${source}${fix}</article>`;
}
