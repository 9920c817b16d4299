import { LOADERS } from '../../formats/dotenv/read/loaders/loaders.ts';
import { briefName, evidence } from '../../subjects/dotenv/loaders.ts';
import { entryReadings } from '../../subjects/dotenv/readings.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'dotenv/unexpanded-reference',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A reference reaches the program as text',
  fix: 'none',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv' || model.loaders.length === 0) return;
    const ids = model.loaders.map((loader) => loader.id);
    for (const [entry, readings] of entryReadings(model, ids)) {
      const reference = entry.references.find((each) => each.braces);
      if (reference === undefined) continue;
      const source = model.file.text.slice(reference.span.start, reference.span.end);
      // Ruby and godotenv replace the name and leave the rest as text.
      const rest = reference.operator === '' ? source : source.slice(2 + reference.name.length);
      const literal = ids.filter((id) => {
        const reading = readings.get(id);
        // phpdotenv leaves a name that nobody sets as it is: the environment may set it.
        if (id === 'phpdotenv' && reference.operator === '') return false;
        return reading?.kind === 'text' && reading.text.includes(rest);
      });
      const first = literal[0];
      if (first === undefined) continue;
      report({
        at: reference.span,
        message: `${briefName(entry.key)}: ${LOADERS[first].title} does not replace this reference; write the value itself`,
        related: evidence(model, literal),
        path: [entry.key, reference.name],
      });
    }
  },
});
