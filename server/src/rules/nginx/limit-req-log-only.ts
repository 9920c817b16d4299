import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/limit-req-log-only',
  subject: 'nginxDirective',
  directives: ['limit_req_dry_run', 'limit_conn_dry_run'],
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Limits are only logged, not enforced',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'on') return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} on only logs what is over the limit; switch it off to enforce the limit`,
      fixes: fixIf(
        `Set ${directive.name} off (requests over the limit are refused)`,
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, 'off'),
      ),
    });
  },
});
