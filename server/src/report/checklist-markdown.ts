import { type ChecklistItem, type ChecklistReport, STATE_WORDS, tickWords } from './checklist-report.ts';
import { summaryWords } from './checklist-text.ts';
import { markdownCell } from './escape.ts';

/** A checklist as Markdown: a task list a section, for a wiki or a pull request. */
export function formatChecklistMarkdown(report: ChecklistReport): string {
  const lines = [`# ${markdownCell(report.title)}`, '', summaryWords(report), ''];
  for (const note of report.notes) lines.push(`> ${markdownCell(note)}`, '');
  for (const section of report.sections) {
    const { passed, decidable } = section.progress;
    const progress = decidable === 0 ? '' : ` (${passed} of ${decidable})`;
    lines.push(`## ${markdownCell(section.title)}${progress}`, '');
    for (const item of section.items) lines.push(...itemLines(item));
    lines.push('');
  }
  return lines.join('\n');
}

function itemLines(item: ChecklistItem): readonly string[] {
  const box = item.state === 'pass' ? 'x' : ' ';
  const lines = [
    `- [${box}] **${STATE_WORDS[item.state]}** ${markdownCell(item.title)} (\`${item.id.replaceAll('`', "'")}\`)`,
  ];
  for (const finding of item.findings)
    lines.push(
      `  - ${markdownCell(`${finding.path}:${finding.line}`)} ${finding.severity}: ${markdownCell(finding.message)}`,
    );
  if (item.state === 'fail' || item.state === 'pass')
    for (const one of item.evidence) lines.push(`  - ${markdownCell(`${one.path}:${one.line} ${one.note}`)}`);
  if (item.command !== undefined)
    lines.push(`  - run \`${item.command.replaceAll('`', "'")}\`, expect ${markdownCell(item.expect ?? '')}`);
  const tick = tickWords(item);
  if (tick !== '') lines.push(`  - ${markdownCell(tick)}`);
  return lines;
}
