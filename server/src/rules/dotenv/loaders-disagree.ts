import { LOADERS, type LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { blanksAfter, causeOf, withoutDollar } from '../../subjects/dotenv/causes.ts';
import { briefName, evidence, isFilledIn } from '../../subjects/dotenv/loaders.ts';
import { hasOpenQuote } from '../../subjects/dotenv/quotes.ts';
import { type EntryReading, entryReadings } from '../../subjects/dotenv/readings.ts';
import { repairsFor } from '../../subjects/dotenv/repairs.ts';
import { isSensitive } from '../../subjects/dotenv/sensitive.ts';
import { defineRule } from '../contract.ts';

/** These replace `$name` inside single quotes too. */
const IGNORE_QUOTES: readonly LoaderId[] = ['dotenv-expand', 'dotenv-expand-1000'];

export default defineRule({
  id: 'dotenv/loaders-disagree',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Two loaders this project uses read the value differently',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv' || model.loaders.length < 2) return;
    const ids = model.loaders.map((loader) => loader.id);
    const text = model.file.text;
    const open = hasOpenQuote(model);
    for (const [entry, readings] of entryReadings(model, ids)) {
      if (isSaidElsewhere(text, entry) || isFilledIn(model, entry)) continue;
      const pair = differing(text, entry, readings);
      if (pair === undefined) continue;
      const [keeps, changes] = pair;
      const keptQuote = entry.quote !== '' && textOf(readings.get(keeps))?.startsWith(entry.quote) === true;
      const quotesHelp = entry.quote !== "'" && !IGNORE_QUOTES.includes(changes);
      const cause = withoutDollar(causeOf(text, entry), keptQuote, quotesHelp);
      report({
        at: entry.separator === '' ? entry.keySpan : entry.rawSpan,
        path: [entry.key],
        message:
          `${briefName(entry.key)}: ${LOADERS[keeps].title} ${cause.keeps}, ${LOADERS[changes].title} ${cause.changes}; ${cause.advice}`.slice(
            0,
            120,
          ),
        related: evidence(model, ids, (id) => textOf(readings.get(id))),
        fixes: open ? [] : repairsFor(model, entry, cause),
      });
    }
  },
});

function textOf(reading: EntryReading | undefined): string | undefined {
  return reading?.kind === 'text' ? reading.text : undefined;
}

/** Entries with a rule of their own: a `#` inside, a command, a reference, a broken quote, a `$` in a secret. */
function isSaidElsewhere(text: string, entry: DotenvEntry): boolean {
  if (entry.defect !== undefined || entry.references.length > 0) return true;
  if (entry.commentSpan !== undefined && entry.commentSpan.start === entry.rawSpan.end && entry.quote === '')
    return true;
  const content = text.slice(entry.valueSpan.start, entry.valueSpan.end);
  return content.includes('$(') || (content.includes('$') && entry.quote !== "'" && isSensitive(entry));
}

/** Two loaders with different values: first the one whose value is nearer to the text as it stands. */
function differing(
  text: string,
  entry: DotenvEntry,
  readings: ReadonlyMap<LoaderId, EntryReading>,
): readonly [LoaderId, LoaderId] | undefined {
  const values: [LoaderId, string][] = [];
  for (const [id, reading] of readings) {
    const value = textOf(reading);
    if (value !== undefined) values.push([id, value]);
  }
  const [first, ...others] = values;
  const other = others.find(([, value]) => value !== first?.[1]);
  if (first === undefined || other === undefined) return undefined;
  const end = entry.commentSpan?.end ?? entry.rawSpan.end + blanksAfter(text, entry);
  const line = text.slice(entry.separatorSpan.end, end);
  const distance = (value: string) => Math.abs(line.length - value.length);
  return distance(first[1]) <= distance(other[1]) ? [first[0], other[0]] : [other[0], first[0]];
}
