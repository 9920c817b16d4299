import type { Severity } from '../finding/severity.ts';
import type { Report } from './report.ts';

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
};

/**
 * Workflow commands GitHub shows as annotations.
 * Escapes: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
export function formatGithub(report: Report): string {
  return report.findings
    .map((finding) => {
      const place = `file=${property(finding.path)},line=${finding.line},endLine=${finding.endLine},col=${finding.column},endColumn=${finding.endColumn}`;
      return `::${LEVEL[finding.severity]} ${place},title=${property(`${finding.severity}: ${finding.rule}`)}::${data(finding.message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
