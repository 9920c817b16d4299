import type { Severity } from '../finding/severity.ts';
import { furtherLines } from './further-lines.ts';
import { withoutCommands } from './printable.ts';
import { filesText, findingsText, type Report, type ReportFinding, summarize } from './report.ts';
import { reportNotes } from './resting.ts';
import type { RulePages } from './rule-page.ts';

export interface TextOptions {
  readonly color: boolean;
  /** One line an entry. */
  readonly quiet: boolean;
  readonly pages: RulePages;
}

const COLORS: Readonly<Record<Severity, string>> = { critical: '1;31', high: '31', medium: '33', low: '36' };
const CONTEXT_WIDTH = 110;

/**
 * Entries for people: place, severity, message, the line with the characters underlined, the other places it holds at, why (once a rule)
 * and the fix.
 */
export function formatText(report: Report, options: TextOptions): string {
  const paint = (code: string, text: string) => (options.color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const explained = new Set<string>();
  const blocks = report.entries.map((entry) => {
    const { lead: finding, severity, further } = entry;
    const count = options.quiet && further.length > 0 ? ` (and ${further.length} more)` : '';
    const head = `${paint('1', `${finding.path}:${finding.line}:${finding.column}`)} ${paint(COLORS[severity], severity)} ${finding.message}${count} ${paint('2', `[${finding.rule}]`)}`;
    if (options.quiet) return `${head}\n`;
    const lines = [head, ...sourceLines(finding, severity, paint)];
    lines.push(...furtherLines(entry).map((line) => `    ${line}`));
    const page = options.pages[finding.rule];
    if (page !== undefined && !explained.has(finding.rule))
      lines.push(...wrap(`why: ${page.why.text.replaceAll(/\s*\n\s*/g, ' ')}`).map((line) => paint('2', line)));
    explained.add(finding.rule);
    const best = finding.fixes[0];
    if (best !== undefined)
      lines.push(`    fix: ${best.title}${best.safety === 'safe' ? ' (safe: --fix applies it)' : ''}`);
    for (const note of finding.related)
      lines.push(paint('2', `    see ${note.path}:${note.line}:${note.column} ${note.message}`));
    return `${lines.join('\n')}\n`;
  });
  const separator = options.quiet ? '' : '\n';
  const text = blocks.join(separator) + (blocks.length > 0 && !options.quiet ? '\n' : '');
  return withoutCommands(text + summaryLine(report, paint));
}

function sourceLines(
  finding: ReportFinding,
  severity: Severity,
  paint: (code: string, text: string) => string,
): readonly string[] {
  const { source } = finding;
  if (source === undefined || source.text.trim() === '') return [];
  const { text, start: column } = source;
  if (column > text.length) return [];
  // A long line is shown from shortly before the finding on.
  const from = column > CONTEXT_WIDTH - 20 ? column - 20 : text.length - text.trimStart().length;
  const start = Math.min(from, column);
  const shown = text.slice(start, start + CONTEXT_WIDTH);
  const last = finding.endLine === finding.line ? source.end : text.length;
  const length = Math.max(1, Math.min(last, start + shown.length) - column);
  return [`    ${shown}`, `    ${' '.repeat(column - start)}${paint(COLORS[severity], '^'.repeat(length))}`];
}

/** Lines of at most 100 characters, indented under the finding. */
function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '   ';
  for (const word of text.split(' ')) {
    if (line.length + word.length > 100) {
      lines.push(line);
      line = '        ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** `9 files checked, 38 findings at 112 places: …`: counts entries, and says where they stand for more. */
function summaryLine(report: Report, paint: (code: string, text: string) => string): string {
  const summary = summarize(report);
  const suppressed = summary.suppressed === 0 ? '' : `, ${summary.suppressed} suppressed`;
  const rest = reportNotes(report)
    .map((note) => `${note}\n`)
    .join('');
  if (summary.entries === 0) return `${filesText(summary)}, no findings${suppressed}.\n${rest}`;
  const parts = (['critical', 'high', 'medium', 'low'] as const)
    .filter((severity) => summary[severity] > 0)
    .map((severity) => paint(COLORS[severity], `${summary[severity]} ${severity}`));
  return `${filesText(summary)}, ${findingsText(summary)}: ${parts.join(', ')}${suppressed}.\n${rest}`;
}
