import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/error-log-off',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: a file called off, and nobody reads the errors',
  category: 'observability',
  profile: 'recommended',
  stages: 'any',
  summary: 'error_log off writes to a file named off',
  why: '`error_log` knows no `off`: nginx creates a file of that name below its prefix and fills it, while operators look for errors elsewhere.',
  references: [{ name: 'nginx: error_log', url: 'https://nginx.org/en/docs/ngx_core_module.html#error_log' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        error_log off;
      `,
    ],
    good: [
      nginx`
        error_log /var/log/nginx/error.log warn;
      `,
      nginx`
        access_log off;
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'error_log' || directive.arg(0)?.toLowerCase() !== 'off') return;
    report({
      at: directive.argAt(0),
      message: 'error_log has no off: this writes a file named off; name a log file, like /var/log/nginx/error.log',
      fixes: fixIf(
        'Log to /var/log/nginx/error.log (errors are kept where operators look for them)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, '/var/log/nginx/error.log'),
      ),
    });
  },
});
