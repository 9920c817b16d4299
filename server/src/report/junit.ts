import { xml } from './escape.ts';
import { furtherLines } from './further-lines.ts';
import type { Report, ReportEntry } from './report.ts';
import { reportNotes } from './resting.ts';

/** JUnit XML: a suite a file, a failed test an entry; a clean file is one passed test, so that it is seen to have been checked. */
export function formatJunit(report: Report): string {
  const byFile = new Map<string, ReportEntry[]>(report.files.map((file) => [file.path, []]));
  for (const entry of report.entries) {
    const list = byFile.get(entry.lead.path);
    if (list === undefined) byFile.set(entry.lead.path, [entry]);
    else list.push(entry);
  }
  // A file whose findings are all shown in another one's entry passes: the failure is counted there.
  const found = new Set(report.findings.map(({ path }) => path));
  const suites = [...byFile].map(([path, entries]) => suite(path, entries, found.has(path)));
  const skipped = reportNotes(report).length;
  const tests = [...byFile.values()].reduce((sum, entries) => sum + Math.max(1, entries.length), skipped);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="config-preflight" tests="${tests}" failures="${report.entries.length}"${skipped > 0 ? ` skipped="${skipped}"` : ''}>
${[...suites, ...notes(report)].join('\n')}
</testsuites>
`;
}

/** What was not reported and not looked at: a skipped test each, so that a CI system shows it. */
function notes(report: Report): readonly string[] {
  const all = reportNotes(report);
  if (all.length === 0) return [];
  const cases = all.map(
    (note) => `    <testcase name="${xml(note)}" classname="notes">\n      <skipped/>\n    </testcase>`,
  );
  return [
    `  <testsuite name="notes" tests="${all.length}" failures="0" skipped="${all.length}">`,
    ...cases,
    '  </testsuite>',
  ];
}

function suite(path: string, entries: readonly ReportEntry[], hasFindings: boolean): string {
  const head = `  <testsuite name="${xml(path)}" tests="${Math.max(1, entries.length)}" failures="${entries.length}">`;
  if (entries.length === 0)
    return `${head}\n    <testcase name="${hasFindings ? 'findings shown with those of another file' : 'no findings'}" classname="${xml(path)}"/>\n  </testsuite>`;
  const cases = entries.map((entry) => {
    const { lead, severity } = entry;
    const place = `${lead.line}:${lead.column}`;
    const text = [`${path}:${place} ${lead.message}`, ...furtherLines(entry)].join('\n');
    return `    <testcase name="${xml(`${lead.rule} ${place}`)}" classname="${xml(path)}">
      <failure type="${severity}" message="${xml(lead.message)}">${xml(text)}</failure>
    </testcase>`;
  });
  return [head, ...cases, '  </testsuite>'].join('\n');
}
