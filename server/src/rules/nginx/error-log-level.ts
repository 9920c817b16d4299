import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/error-log-level',
  subject: 'nginxDirective',
  directives: ['error_log'],
  severity: 'low',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'The error log runs at debug level',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (!/^debug(_\w+)?$/.test(directive.arg(1) ?? '')) return;
    report({
      at: directive.argAt(1),
      message: 'error_log at debug writes request data into the log where nginx is built with debugging; use warn',
      fixes: fixIf(
        'Set the level to warn (debug output is no longer written)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 1, 'warn'),
      ),
    });
  },
});
