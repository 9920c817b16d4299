import type { ItemState } from '../checklists/checklist.ts';
import { type ChecklistItem, type ChecklistReport, type Progress, STATE_WORDS, tickWords } from './checklist-report.ts';
import { xml } from './escape.ts';
import { htmlPage, severityBar } from './html-page.ts';

const COLORS: Readonly<Record<ItemState, string>> = {
  pass: 'var(--pass)',
  fail: 'var(--fail)',
  manual: 'var(--medium)',
  runtime: 'var(--low)',
  'not-evidenced': 'var(--other)',
  'not-applicable': 'var(--line)',
};

/** One self-contained page: a chart of all items, one a section, and a table of items with their evidence. */
export function formatChecklistHtml(report: ChecklistReport): string {
  const sections = report.sections.map((section) => {
    const rows = section.items.map(row).join('\n');
    return `<section><h2>${xml(section.title)}${progressWords(section.progress)}</h2>\n${bar(section.items)}\n<table><thead><tr><th>State</th><th>Item</th><th>Evidence</th></tr></thead>\n<tbody>${rows}</tbody></table></section>`;
  });
  return htmlPage(
    report.title,
    `<p>${xml(report.source)}</p>\n${report.notes.map((note) => `<p><b>${xml(note)}</b></p>`).join('')}${bar(report.sections.flatMap((section) => section.items))}\n${sections.join('\n')}`,
  );
}

function progressWords({ passed, decidable }: Progress): string {
  return decidable === 0 ? '' : ` <small>${passed} of ${decidable}</small>`;
}

function bar(items: readonly ChecklistItem[]): string {
  const states = Object.keys(COLORS) as ItemState[];
  return severityBar(
    states.map((state) => ({
      label: STATE_WORDS[state],
      count: items.filter((item) => item.state === state).length,
      color: COLORS[state],
    })),
  );
}

function row(item: ChecklistItem): string {
  const details = [
    ...item.findings.map((finding) => `${finding.path}:${finding.line} ${finding.severity}: ${finding.message}`),
    ...item.evidence.map((one) => `${one.path}:${one.line} ${one.note}`),
    ...(item.command === undefined ? [] : [`run: ${item.command}`, `expect: ${item.expect ?? ''}`]),
    tickWords(item),
  ].filter((line) => line !== '');
  const state = `<span class="tag" style="background:${COLORS[item.state]}">${STATE_WORDS[item.state]}</span>`;
  return `<tr><td>${state}</td><td>${xml(item.title)}<br><small>${xml(item.id)}${item.source === undefined ? '' : ` · ${xml(item.source)}`}</small></td><td>${details.map(xml).join('<br>')}</td></tr>`;
}
