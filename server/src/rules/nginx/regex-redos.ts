import { adjacentRepeats, ambiguousRepeat } from '../../subjects/nginx/backtracking.ts';
import { patternsOf } from '../../subjects/nginx/patterns.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/regex-redos',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'any',
  summary: 'A pattern takes very long on a crafted address',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    for (const { regex, at } of patternsOf(directive)) {
      if (regex.invalid) continue;
      if (ambiguousRepeat(regex.node) !== undefined) {
        report({
          at,
          message:
            'This pattern repeats a repetition and takes exponential time on crafted input; make the inner part fixed',
        });
        continue;
      }
      const run = adjacentRepeats(regex.node);
      if (run < 2) continue;
      report({
        at,
        ...(run === 2 ? { severity: 'low' as const } : {}),
        message: `${run === 2 ? 'Two' : run === 3 ? 'Three' : `${run}`} wildcards side by side make long addresses slow (length to the power of ${run}); keep one of them`,
      });
    }
  },
});
