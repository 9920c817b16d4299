import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

const NAMES = /^(proxy|fastcgi|uwsgi|scgi|grpc)_next_upstream$/;

export default defineRule({
  id: 'nginx/upstream-next-nonidempotent',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Requests that change something are sent a second time',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const index = NAMES.test(directive.name) ? directive.values.indexOf('non_idempotent') : -1;
    if (index < 0) return;
    report({
      at: directive.argAt(index),
      message: 'non_idempotent repeats POST requests on another server, so they may run twice; remove it',
      fixes: fixIf(
        'Remove non_idempotent (failed POST requests are no longer repeated)',
        'behavior-changing',
        directive.args.length > 1 ? directive.scope.model.edit.removeArg(directive, index) : undefined,
      ),
    });
  },
});
