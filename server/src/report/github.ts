import type { Severity } from '../finding/severity.ts';
import { furtherLines } from './further-lines.ts';
import type { Report } from './report.ts';
import { reportNotes } from './resting.ts';

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
};

/**
 * Workflow commands GitHub shows as annotations, one an entry; last what is not reported and not looked at.
 * Escapes: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
export function formatGithub(report: Report): string {
  const entries = report.entries.map((entry) => {
    const { lead: finding, severity } = entry;
    const place = `file=${property(finding.path)},line=${finding.line},endLine=${finding.endLine},col=${finding.column},endColumn=${finding.endColumn}`;
    const text = [finding.message, ...furtherLines(entry)].join('\n');
    return `::${LEVEL[severity]} ${place},title=${property(`${severity}: ${finding.rule}`)}::${data(text)}\n`;
  });
  const notes = reportNotes(report).map((note) => `::notice title=Config Preflight::${data(note)}\n`);
  return [...entries, ...notes].join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
