import { ambiguousRepeat } from '../../subjects/nginx/backtracking.ts';
import { patternsOf } from '../../subjects/nginx/patterns.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/regex-redos',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'any',
  summary: 'A pattern takes exponential time on a crafted address',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    for (const { regex, at } of patternsOf(directive)) {
      if (regex.invalid || ambiguousRepeat(regex.node) === undefined) continue;
      report({
        at,
        message:
          'This pattern repeats a repetition and takes exponential time on crafted input; make the inner part fixed',
      });
    }
  },
});
