import { type Fix, fix } from '../../finding/fix.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { briefName } from '../../subjects/dotenv/loaders.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'dotenv/unterminated-quote',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A quote is not closed, or text follows it',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv') return;
    for (const entry of model.entries) {
      if (entry.defect === undefined || isSoundTemplate(model.file.text, entry)) continue;
      const name = briefName(entry.key);
      const message =
        entry.defect === 'unterminated'
          ? `${name} opens a quote that is never closed; Compose refuses the file, others keep it; close it`
          : `${name} has text behind its closing quote: each loader reads something else; quote it once`;
      report({ at: entry.rawSpan, message, path: [entry.key], fixes: repairs(model.file.text, entry) });
    }
  },
});

/** What a template fills in, quotes of its own and all. */
const TAG = /\{\{.*?\}\}|<%=.*?%>/g;

/** Whether all quotes inside the value are a template's: `'{{ password | default('none') }}'`. */
function isSoundTemplate(text: string, { rawSpan }: DotenvEntry): boolean {
  const newline = text.indexOf('\n', rawSpan.start);
  const line = text.slice(rawSpan.start, newline < 0 ? text.length : newline);
  const rendered = line.replace(TAG, 'x');
  return rendered !== line && /^(?:'[^']*'|"[^"]*")[ \t\r]*(?:#.*)?$/.test(rendered);
}

/** Closes the quote at the end of the line, where that leaves one value in one pair of quotes. */
function repairs(text: string, entry: DotenvEntry): readonly Fix[] {
  const quote = text[entry.rawSpan.start] ?? '';
  const raw = text.slice(entry.rawSpan.start + 1, entry.rawSpan.end);
  if (entry.defect !== 'unterminated' || raw.includes(quote) || raw.endsWith('\\')) return [];
  const edit = { span: span(entry.rawSpan.end, entry.rawSpan.end), newText: quote };
  return [fix(`Close the quote of ${entry.key} (the value loses its quote)`, 'behavior-changing', [edit])];
}
