import { fix } from '../../finding/fix.ts';
import { endOfLine } from '../../formats/dotenv/read/characters.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { briefName } from '../../subjects/dotenv/loaders.ts';
import { lineEndingOf } from '../../text/edit.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

/** Files that no program runs with. */
const TEST_DATA = /\/(?:test[-_]?data|fixtures?|__fixtures__)\//i;

/** With more than this the file is another kind than its template: parts of it, or an override. */
const MOST = 8;

export default defineRule({
  id: 'dotenv/missing-key',
  subject: 'document',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A key of the template is missing',
  fix: 'needs-input',
  formats: ['dotenv'],
  check(model, report, context) {
    if (model.format !== 'dotenv' || model.template === undefined || !context.complete) return;
    if (TEST_DATA.test(model.uri)) return;
    const last = model.entries.at(-1);
    if (last === undefined || !model.template.file.complete) return;
    const here = new Set(model.entries.map((entry) => entry.key));
    const missing = [...new Map(model.template.file.entries.map((entry) => [entry.key, entry])).values()].filter(
      (entry) => entry.value !== undefined && !here.has(entry.key),
    );
    const first = missing[0];
    if (first === undefined || missing.length > MOST) return;
    const more = missing.length === 1 ? '' : ` and ${missing.length - 1} more`;
    const title = `Add ${missing.length === 1 ? first.key : `${missing.length} keys`} from ${model.template.name}`;
    report({
      at: last.keySpan,
      path: ['missing', first.key],
      message: `${briefName(first.key)}${more} of ${model.template.name} ${missing.length === 1 ? 'is' : 'are'} not set here; add what this program reads`,
      related: missing.slice(0, MOST).map((entry) => ({
        at: { uri: model.template?.uri ?? model.uri, span: entry.keySpan },
        message: `${entry.key} in the template`,
      })),
      fixes: [fix(title, 'needs-input', [inserted(model.file.text, last, missing)])],
    });
  },
});

/** The lines behind the last entry, each value a field to fill in. */
function inserted(text: string, last: DotenvEntry, missing: readonly DotenvEntry[]) {
  const newline = lineEndingOf(text);
  const end = endOfLine(text, (last.commentSpan ?? last.rawSpan).end);
  const lines = missing.map((entry, index) => `${newline}${entry.key}=\${${index + 1}:VALUE}`);
  return { span: span(end, end), newText: lines.join(''), snippet: true };
}
