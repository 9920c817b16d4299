import { type Fix, fix } from '../../finding/fix.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { briefName } from '../../subjects/dotenv/loaders.ts';
import { span } from '../../text/span.ts';
import { defineRule, env } from '../contract.ts';

export default defineRule({
  id: 'dotenv/unterminated-quote',
  subject: 'document',
  severity: 'medium',
  severityBecause: 'no attacker × an outage, or a secret with other text in it',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A quote is not closed, or text follows it',
  why: 'Every loader makes something else of it: dotenv, Node and docker keep the quote in the value, Compose and the shell refuse the file, python-dotenv drops the key, systemd swallows the rest of the file.',
  references: [
    {
      name: 'Compose, env file syntax',
      url: 'https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax',
    },
    {
      name: 'systemd, EnvironmentFile',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile=',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv'],
  examples: {
    bad: [
      env`
        TITLE="Shop
        PORT=80
      `,
      env`
        TITLE="Shop"s
      `,
    ],
    good: [
      env`
        TITLE="Shop"
      `,
      env`
        TITLE=Shop's
        KEY="two
        lines"
      `,
    ],
  },
  check(model, report) {
    if (model.format !== 'dotenv') return;
    for (const entry of model.entries) {
      if (entry.defect === undefined) continue;
      const name = briefName(entry.key);
      const message =
        entry.defect === 'unterminated'
          ? `${name} opens a quote that is never closed; Compose refuses the file, others keep it; close it`
          : `${name} has text behind its closing quote: each loader reads something else; quote it once`;
      report({ at: entry.rawSpan, message, path: [entry.key], fixes: repairs(model.file.text, entry) });
    }
  },
});

/** Closes the quote at the end of the line, where that leaves one value in one pair of quotes. */
function repairs(text: string, entry: DotenvEntry): readonly Fix[] {
  const quote = text[entry.rawSpan.start] ?? '';
  const raw = text.slice(entry.rawSpan.start + 1, entry.rawSpan.end);
  if (entry.defect !== 'unterminated' || raw.includes(quote) || raw.endsWith('\\')) return [];
  const edit = { span: span(entry.rawSpan.end, entry.rawSpan.end), newText: quote };
  return [fix(`Close the quote of ${entry.key} (the value loses its quote)`, 'behavior-changing', [edit])];
}
