import { fixIf } from '../../finding/fix.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { meantBy, objectName, schemaProblems } from '../../subjects/compose/schema.ts';
import { defineRule } from '../contract.ts';

/** Comparing every unknown name with every key there is would be slow in a file of nothing else. */
const MOST_COMPARED = 50;

export default defineRule({
  id: 'compose/unknown-key',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Key that Compose does not know, or knows elsewhere',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report) {
    const problems = schemaProblems(model).filter(({ kind }) => kind === 'unknown-key');
    for (const problem of problems.slice(0, MOST_COMPARED)) {
      const { key, path, names, pair } = problem;
      if (pair === undefined) continue;
      const { rename, place } = meantBy(problem);
      const where = `${quoted(key)} is no key of ${objectName(path)}`;
      const advice =
        rename === undefined
          ? place === undefined
            ? `Compose refuses it; remove it or name it x-${key.slice(0, 20)}`
            : `Compose refuses the file; move it to ${place}`
          : `Compose refuses the file; did you mean ${quoted(rename)}?`;
      report({
        at: { uri: model.uri, span: pair.key.span },
        message: `${where}: ${advice}`,
        // a key younger than the schema at hand would look the same
        ...(rename === undefined && place === undefined ? { severity: 'low' as const } : {}),
        path: [...names, key],
        advice: `${path}/${key}`,
        fixes:
          rename === undefined || pair.key.style !== 'plain'
            ? []
            : fixIf(`Write ${rename} (Compose reads it from then on)`, 'behavior-changing', [
                { uri: model.uri, span: pair.key.span, newText: rename },
              ]),
      });
    }
  },
});
