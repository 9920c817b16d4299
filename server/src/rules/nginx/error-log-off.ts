import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/error-log-off',
  subject: 'nginxDirective',
  directives: ['error_log'],
  severity: 'low',
  category: 'observability',
  profile: 'recommended',
  stages: 'any',
  summary: 'error_log off writes to a file named off',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'off') return;
    report({
      at: directive.argAt(0),
      message: 'error_log has no off: this writes a file named off; name a log file, like /var/log/nginx/error.log',
      fixes: fixIf(
        'Log to /var/log/nginx/error.log (errors are kept; the folder must exist)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, '/var/log/nginx/error.log'),
      ),
    });
  },
});
