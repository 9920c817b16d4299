import { xml } from './escape.ts';
import type { Report, ReportFinding } from './report.ts';

/** JUnit XML: a suite a file, a failed test a finding; a clean file is one passed test, so that it is seen to have been checked. */
export function formatJunit(report: Report): string {
  const byFile = new Map<string, ReportFinding[]>(report.files.map((file) => [file.path, []]));
  for (const finding of report.findings) {
    const list = byFile.get(finding.path);
    if (list === undefined) byFile.set(finding.path, [finding]);
    else list.push(finding);
  }
  const suites = [...byFile].map(([path, findings]) => suite(path, findings));
  const tests = [...byFile.values()].reduce((sum, findings) => sum + Math.max(1, findings.length), 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="config-preflight" tests="${tests}" failures="${report.findings.length}">
${suites.join('\n')}
</testsuites>
`;
}

function suite(path: string, findings: readonly ReportFinding[]): string {
  const head = `  <testsuite name="${xml(path)}" tests="${Math.max(1, findings.length)}" failures="${findings.length}">`;
  if (findings.length === 0)
    return `${head}\n    <testcase name="no findings" classname="${xml(path)}"/>\n  </testsuite>`;
  const cases = findings.map(
    (
      finding,
    ) => `    <testcase name="${xml(`${finding.rule} ${finding.line}:${finding.column}`)}" classname="${xml(path)}">
      <failure type="${finding.severity}" message="${xml(finding.message)}">${xml(`${path}:${finding.line}:${finding.column} ${finding.message}`)}</failure>
    </testcase>`,
  );
  return [head, ...cases, '  </testsuite>'].join('\n');
}
