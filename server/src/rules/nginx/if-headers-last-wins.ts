import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { answer } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/if-headers-last-wins',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Of two if blocks with headers only the last true one counts',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    if (scope.kind !== 'location') return;
    const tests = scope.children.filter((child) => child.kind === 'if' && child.own('add_header').length > 0);
    for (const [index, later] of tests.entries()) {
      const earlier = tests.slice(0, index).find((test) => canBothHold(test, later) && losesHeader(test, later));
      if (earlier === undefined) continue;
      report({
        at: later.at,
        message:
          'When both if blocks are true only this one’s headers are sent; use map variables in add_header instead',
        related: [{ at: earlier.at, message: 'The if whose headers are lost then' }],
      });
      return;
    }
  },
});

/** An `if` that answers ends the request; two that compare one variable exclude each other. */
function canBothHold(earlier: NginxScope, later: NginxScope): boolean {
  if (answer(earlier) !== undefined || earlier.first('break') !== undefined) return false;
  const subject = (scope: NginxScope): string => (scope.opener?.values[0] ?? '').replace(/^\(/, '').toLowerCase();
  return subject(earlier) !== subject(later);
}

function losesHeader(earlier: NginxScope, later: NginxScope): boolean {
  const kept = later.own('add_header').map((line) => line.arg(0)?.toLowerCase());
  return earlier.own('add_header').some((line) => !kept.includes(line.arg(0)?.toLowerCase()));
}
