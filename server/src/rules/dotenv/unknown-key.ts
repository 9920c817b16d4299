import { fix } from '../../finding/fix.ts';
import { briefName } from '../../subjects/dotenv/loaders.ts';
import { lineEndingOf } from '../../text/edit.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'dotenv/unknown-key',
  subject: 'document',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A key is not in the template',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv' || model.template === undefined || !model.template.file.complete) return;
    const { name, uri, file } = model.template;
    const known = new Set(file.entries.map((entry) => entry.key));
    for (const comment of file.comments) {
      const key = /^#+\s*(?:export\s+)?([\w.-]+)\s*=/.exec(file.text.slice(comment.span.start, comment.span.end))?.[1];
      if (key !== undefined) known.add(key);
    }
    for (const entry of model.entries) {
      if (entry.value === undefined || known.has(entry.key)) continue;
      known.add(entry.key);
      const newline = lineEndingOf(file.text);
      const start = file.text === '' || file.text.endsWith('\n') ? '' : newline;
      const edit = { uri, span: span(file.text.length, file.text.length), newText: `${start}${entry.key}=${newline}` };
      report({
        at: entry.keySpan,
        path: [entry.key],
        message: `${briefName(entry.key)} is not in ${name}, so the next installation lacks it; add it there`,
        fixes: [
          fix(`Add ${entry.key} to ${name}, without its value (the template changes too)`, 'behavior-changing', [edit]),
        ],
      });
    }
  },
});
