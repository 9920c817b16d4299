import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import { LOADERS } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { causeOfFailure } from '../../subjects/dotenv/causes.ts';
import { briefName, evidence, isFilledIn, isScript } from '../../subjects/dotenv/loaders.ts';
import { hasOpenQuote } from '../../subjects/dotenv/quotes.ts';
import { entryReadings } from '../../subjects/dotenv/readings.ts';
import { repairsFor } from '../../subjects/dotenv/repairs.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'dotenv/unreadable-entry',
  subject: 'document',
  severity: 'high',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A loader this project uses skips the line or refuses the file',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv' || model.loaders.length === 0) return;
    const ids = model.loaders.map((loader) => loader.id);
    const open = hasOpenQuote(model);
    const before = new Map(model.entries.map((entry, index) => [entry, model.entries[index - 1]]));
    for (const [entry, readings] of entryReadings(model, ids)) {
      if (entry.defect !== undefined || isFilledIn(model, entry)) continue;
      // A bare name that is not set may be meant so; one that makes a loader refuse the file is not.
      const failures = entry.value === undefined ? ['rejected'] : ['dropped', 'rejected'];
      if (entry.value === undefined && isScript(model)) continue;
      const failing = ids.filter(
        (id) => failures.includes(readings.get(id)?.kind ?? '') && !(isRequired(entry) && id !== 'symfony'),
      );
      const first = failing[0];
      if (first === undefined) continue;
      const rejected = readings.get(first)?.kind === 'rejected';
      const cause = causeOfFailure(model.file.text, entry, LOADERS[first]);
      const outside = adviceOutside(model, before.get(entry), entry);
      const what = rejected ? 'refuses the file for it' : 'does not set it';
      report({
        at: entry.keySpan,
        path: [entry.key],
        severity: rejected ? 'high' : 'medium',
        message: `${briefName(entry.key)}: ${LOADERS[first].title} ${what}; ${outside ?? cause.advice}`,
        related: evidence(model, failing),
        fixes: outside === undefined && !open ? repairsFor(model, entry, cause) : [],
      });
    }
  },
});

/** `${NAME:?words}` is meant to be refused where the environment does not set the name; Symfony knows no such operator. */
function isRequired(entry: DotenvEntry): boolean {
  return entry.references.some(({ operator }) => operator === '?' || operator === ':?');
}

/** What stands before the entry and becomes part of its name in Node and systemd; `undefined` when the entry itself is to blame. */
function adviceOutside(model: DotenvModel, before: DotenvEntry | undefined, entry: DotenvEntry): string | undefined {
  if (before === undefined && model.file.hasBom) return 'save the file without a byte order mark';
  if (before?.separator === '') return 'write = behind the name above it';
  const from = before?.span.end ?? 0;
  const isBehindJunk = model.file.junk.some((line) => line.start >= from && line.end <= entry.span.start);
  return isBehindJunk ? 'repair the line above it' : undefined;
}
