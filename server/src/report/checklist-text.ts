import type { ItemState } from '../checklists/checklist.ts';
import { type ChecklistItem, type ChecklistReport, STATE_WORDS, tickWords } from './checklist-report.ts';
import { withoutCommands } from './printable.ts';

const MARKS: Readonly<Record<ItemState, string>> = {
  pass: '✓',
  fail: '✗',
  manual: '☐',
  'not-evidenced': '?',
  'not-applicable': '–',
  runtime: '▷',
};
const COLORS: Readonly<Record<ItemState, string>> = {
  pass: '32',
  fail: '31',
  manual: '33',
  'not-evidenced': '2',
  'not-applicable': '2',
  runtime: '36',
};

/** A checklist for a terminal: section by section, one line an item, what failed below it. */
export function formatChecklistText(report: ChecklistReport, color: boolean): string {
  const paint = (code: string, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines = [paint('1', report.title), ''];
  for (const section of report.sections) {
    const { passed, decidable } = section.progress;
    lines.push(paint('1', decidable === 0 ? section.title : `${section.title}  ${passed} of ${decidable}`));
    for (const item of section.items) lines.push(...itemLines(item, paint));
    lines.push('');
  }
  lines.push(summaryWords(report), ...report.notes.map((note) => paint('33', note)), '');
  return withoutCommands(lines.join('\n'));
}

function itemLines(item: ChecklistItem, paint: (code: string, text: string) => string): readonly string[] {
  const state = paint(COLORS[item.state], `${MARKS[item.state]} ${STATE_WORDS[item.state]}`);
  const lines = [`  ${state}  ${item.title}  ${paint('2', `[${item.id}]`)}`];
  for (const finding of item.findings.slice(0, 10))
    lines.push(
      `      ${finding.path}:${finding.line}:${finding.column} ${finding.severity} ${finding.message} [${finding.rule}]`,
    );
  if (item.findings.length > 10) lines.push(`      and ${item.findings.length - 10} more`);
  for (const one of item.evidence.slice(0, item.state === 'fail' ? 10 : 1))
    lines.push(paint('2', `      ${one.path}:${one.line}:${one.column} ${one.note}`));
  if (item.command !== undefined)
    lines.push(paint('2', `      run: ${item.command}`), paint('2', `      expect: ${item.expect ?? ''}`));
  const tick = tickWords(item);
  if (tick !== '') lines.push(paint('2', `      ${tick}`));
  return lines;
}

/** "12 pass, 3 fail, …" over all states that occur. */
export function summaryWords(report: ChecklistReport): string {
  const states = Object.entries(report.summary) as [ItemState, number][];
  return `${states
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${STATE_WORDS[state]}`)
    .join(', ')}.`;
}
