import { LOADERS } from '../../formats/dotenv/read/loaders/loaders.ts';
import { type CauseKind, causeOf } from '../../subjects/dotenv/causes.ts';
import { briefName, evidence } from '../../subjects/dotenv/loaders.ts';
import { hasOpenQuote } from '../../subjects/dotenv/quotes.ts';
import { entryReadings } from '../../subjects/dotenv/readings.ts';
import { repairsFor } from '../../subjects/dotenv/repairs.ts';
import { defineRule } from '../contract.ts';

/** Where it is plain what was meant: nobody wants the quotes, the comment or one line of three. */
const LITERAL: ReadonlySet<CauseKind> = new Set(['quotes', 'comment', 'lines', 'spaces', 'end-space']);

export default defineRule({
  id: 'dotenv/taken-literally',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'The loader this project uses takes quotes or a comment as part of the value',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report) {
    const loader = model.format === 'dotenv' ? model.loaders[0]?.id : undefined;
    // With two loaders dotenv/loaders-disagree says what the other one reads.
    if (model.format !== 'dotenv' || loader === undefined || model.loaders.length > 1) return;
    const open = hasOpenQuote(model);
    for (const [entry, readings] of entryReadings(model, [loader, 'dotenv'])) {
      const [own, meant] = [readings.get(loader), readings.get('dotenv')];
      if (own?.kind !== 'text' || meant?.kind !== 'text' || own.text === meant.text) continue;
      const cause = causeOf(model.file.text, entry);
      if (entry.defect !== undefined || !LITERAL.has(cause.kind)) continue;
      report({
        at: entry.rawSpan,
        path: [entry.key],
        message: `${briefName(entry.key)}: ${LOADERS[loader].title} ${cause.keeps}; ${cause.advice}`,
        related: evidence(model, [loader]),
        fixes: open ? [] : repairsFor(model, entry, cause),
      });
    }
  },
});
