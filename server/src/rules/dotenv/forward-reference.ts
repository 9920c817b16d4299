import type { LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'dotenv/forward-reference',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A reference to a key that is set further down is empty',
  fix: 'none',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv') return;
    // Symfony replaces references when all is read (from which version on is not known here), django-environ none of this kind.
    const isSilent = ({ id }: { readonly id: LoaderId }) => id === 'symfony' || id === 'django-environ';
    if (model.loaders.length > 0 && model.loaders.every(isSilent)) return;
    const first = new Map<string, DotenvEntry>();
    for (const entry of model.entries)
      if (entry.value !== undefined && !first.has(entry.key)) first.set(entry.key, entry);
    for (const entry of model.entries) {
      for (const reference of entry.references) {
        const definition = first.get(reference.name);
        const isLater = definition !== undefined && definition.span.start > entry.span.start;
        if (!isLater || reference.operator !== '') continue;
        report({
          at: reference.span,
          message: `${shownName(reference.name)} is set further down, so it is empty here; set it above this line`,
          related: [{ at: { uri: model.uri, span: definition.keySpan }, message: 'set here' }],
          path: [entry.key, reference.name],
        });
      }
    }
  },
});
