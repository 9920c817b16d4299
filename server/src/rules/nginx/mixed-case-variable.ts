import { variableSummary } from '../../knowledge/nginx/variables.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/mixed-case-variable',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A variable is written in another case than its definition',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    for (const [index, text] of directive.values.entries()) {
      const use = directive.scope.model
        .variablesIn(text)
        .find(
          ({ raw, name }) =>
            /[A-Z]/.test(raw) &&
            !raw.includes('{') &&
            variableSummary(name) !== undefined &&
            directive.scope.model.variable(name) === undefined,
        );
      if (use === undefined) continue;
      report({ at: directive.argAt(index), message: `${use.raw} is the same as $${use.name}; write it in lower case` });
      return;
    }
  },
});
