import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/error-log-level',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'a foothold where logs are kept × request data; the disk fills',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'The error log runs at debug level',
  why: '`debug` writes headers and bodies of requests, secrets included, and many lines per request.',
  references: [{ name: 'nginx: a debugging log', url: 'https://nginx.org/en/docs/debugging_log.html' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        error_log /var/log/nginx/error.log debug;
      `,
    ],
    good: [
      nginx`
        error_log /var/log/nginx/error.log warn;
      `,
      nginx`
        error_log stderr;
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'error_log' || !/^debug(_\w+)?$/.test(directive.arg(1) ?? '')) return;
    report({
      at: directive.argAt(1),
      message: 'error_log at debug writes request data into the log and fills the disk; use warn',
      fixes: fixIf(
        'Set the level to warn (debug output is no longer written)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 1, 'warn'),
      ),
    });
  },
});
