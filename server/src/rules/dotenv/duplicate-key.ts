import { type Fix, fix } from '../../finding/fix.ts';
import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import { endOfLine, skipLineEnding, startOfLine } from '../../formats/dotenv/read/characters.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { isScript } from '../../subjects/dotenv/loaders.ts';
import { hasOpenQuote } from '../../subjects/dotenv/quotes.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'dotenv/duplicate-key',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A key is set twice; the last one wins',
  fix: 'safe',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv' || isScript(model)) return;
    const last = new Map(model.entries.map((entry) => [entry.key, entry]));
    const uses = lastUses(model, last);
    const open = hasOpenQuote(model);
    // django-environ keeps the first (https://django-environ.readthedocs.io/en/latest/tips.html): which line counts is its loader's
    const takesFirst = model.loaders.some(({ id }) => id === 'django-environ');
    const isKnown = model.loaders.length > 0;
    for (const entry of model.entries) {
      const winner = last.get(entry.key);
      if (winner === undefined || winner === entry || entry.value === undefined || winner.value === undefined) continue;
      // A value between the two refers to the key: then this line has an effect and a person must decide.
      const isUsed = (uses.get(entry.key) ?? -1) > entry.span.start;
      const same = winner.value === entry.value;
      report({
        at: entry.keySpan,
        path: [entry.key],
        severity: same ? 'low' : 'medium',
        message:
          takesFirst && !same
            ? `${shownName(entry.key)} is set twice: django-environ takes this line, other loaders the last; keep one`
            : `${shownName(entry.key)} is set again further down${same ? '' : ' to something else'}: this line has no effect; remove it`,
        related: [{ at: { uri: model.uri, span: winner.keySpan }, message: 'this one counts' }],
        fixes:
          open || isUsed || (takesFirst && !same)
            ? []
            : [removal(model.file.text, entry, effectOf(entry, winner, same || isKnown))],
      });
    }
  },
});

/** What may be noticed when the line goes; `undefined`: nothing, with any loader that may read the file. */
function effectOf(entry: DotenvEntry, winner: DotenvEntry, isCertain: boolean): string | undefined {
  // a shell hands the variable on for either line, and systemd takes the word for a part of the name
  if ((entry.exportSpan === undefined) !== (winner.exportSpan === undefined))
    return 'export counts in one of the lines: programs that a shell starts may see it or not';
  return isCertain ? undefined : 'django-environ would take it, nearly all other loaders the last';
}

/** For each key the last place that refers to it above the entry that counts. */
function lastUses(model: DotenvModel, winners: ReadonlyMap<string, DotenvEntry>): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { name, span: place } of model.entries.flatMap((entry) => entry.references)) {
    const winner = winners.get(name);
    if (winner !== undefined && place.start < winner.span.end) uses.set(name, place.start);
  }
  return uses;
}

function removal(text: string, entry: DotenvEntry, effect: string | undefined): Fix {
  const end = skipLineEnding(text, endOfLine(text, (entry.commentSpan ?? entry.rawSpan).end));
  const edit = { span: span(startOfLine(text, entry.span.start), end), newText: '' };
  const title = `Remove this ${entry.key}`;
  return effect === undefined
    ? fix(`${title}, which has no effect`, 'safe', [edit])
    : fix(`${title} (${effect})`, 'behavior-changing', [edit]);
}
