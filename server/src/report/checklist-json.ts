import type { ChecklistReport } from './checklist-report.ts';

/** The JSON of `preflight checklist --format json`. */
export function formatChecklistJson(report: ChecklistReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
