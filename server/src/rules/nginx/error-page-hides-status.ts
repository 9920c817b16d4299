import { fixIf } from '../../finding/fix.ts';
import { someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/error-page-hides-status',
  subject: 'nginxDirective',
  directives: ['error_page'],
  severity: 'low',
  category: 'observability',
  profile: 'strict',
  stages: 'production',
  summary: 'An error is answered with status 200',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const index = directive.values.findIndex((value) => /^=2\d\d$/.test(value));
    const codes = directive.values.filter((value) => /^(?:401|403|5\d\d)$/.test(value));
    if (index < 0 || codes.length === 0) return;
    report({
      at: directive.argAt(index),
      message: `${someOf(codes, 3)} reach clients as success, so monitors and caches miss the error; keep the status`,
      fixes: fixIf(
        'Keep the status (clients see the error)',
        'behavior-changing',
        directive.scope.model.edit.removeArg(directive, index),
      ),
    });
  },
});
