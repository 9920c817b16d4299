import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/error-log-devnull',
  subject: 'nginxDirective',
  directives: ['error_log'],
  severity: 'low',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'Errors of all servers are thrown away',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0) !== '/dev/null') return;
    if (directive.scope.kind !== 'main' && directive.scope.kind !== 'http') return;
    if (directive.scope.own('error_log').length > 1) return;
    report({
      at: directive.argAt(0),
      message: 'error_log /dev/null throws all errors away; log to a file or stderr',
      fixes: fixIf(
        'Log to /var/log/nginx/error.log (errors are kept; the folder must exist)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, '/var/log/nginx/error.log'),
      ),
    });
  },
});
