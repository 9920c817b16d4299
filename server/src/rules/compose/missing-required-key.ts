import { quoted } from '../../subjects/compose/names.ts';
import { objectName, schemaProblems } from '../../subjects/compose/schema.ts';
import { at } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/missing-required-key',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Long form without a key that Compose requires',
  fix: 'none',
  formats: ['compose'],
  check(model, report) {
    for (const { kind, path, names, map, expected } of schemaProblems(model)) {
      const first = map?.pairs[0]?.key.span;
      if (kind !== 'missing-key' || map === undefined) continue;
      report({
        at: { uri: model.uri, span: first ?? at(map.span.start) },
        message: `Compose refuses the file: ${objectName(path)} needs ${expected.map(quoted).join(' and ')}; add it`,
        path: [...names, ...expected],
        advice: `${path} ${expected.join(' ')}`,
      });
    }
  },
});
