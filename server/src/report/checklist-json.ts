import type { ChecklistReport } from './checklist-report.ts';
import { jsonText } from './escape.ts';

/** The JSON of `preflight checklist --format json`. */
export function formatChecklistJson(report: ChecklistReport): string {
  return jsonText(report);
}
