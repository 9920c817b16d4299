import { fixIf } from '../../finding/fix.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { expectedForm, schemaProblems } from '../../subjects/compose/schema.ts';
import { closest } from '../../text/closest.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/refused-value',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Value of another kind than the key takes',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report) {
    for (const problem of schemaProblems(model)) {
      const { kind, key, names, pair, expected, node } = problem;
      if (pair === undefined || (kind !== 'wrong-form' && kind !== 'wrong-value')) continue;
      const near = kind === 'wrong-value' && node.kind === 'scalar' ? closest(node.text, expected) : undefined;
      const said =
        kind === 'wrong-form'
          ? expectedForm(problem)
          : `has to be one of its words; ${near === undefined ? `use ${expected[0]}` : `did you mean ${quoted(near)}?`}`;
      report({
        at: { uri: model.uri, span: kind === 'wrong-value' ? node.span : pair.key.span },
        message: `Compose refuses the file: ${quoted(key)} ${said}`,
        path: [...names, key],
        advice: `${kind} ${key}`,
        fixes:
          near === undefined || node.kind !== 'scalar' || node.style !== 'plain'
            ? []
            : fixIf(`Write ${near} (Compose acts on it from then on)`, 'behavior-changing', [
                { uri: model.uri, span: node.span, newText: near },
              ]),
      });
    }
  },
});
