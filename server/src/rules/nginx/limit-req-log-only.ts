import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/limit-req-log-only',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × as many requests as they like',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Limits are only logged, not enforced',
  why: 'In dry-run mode nginx counts and logs what it would refuse but lets everything through. It is meant for finding the right numbers.',
  references: [
    {
      name: 'nginx: limit_req_dry_run',
      url: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req_dry_run',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        limit_req_dry_run on;
      `,
    ],
    good: [
      nginx`
        limit_req_dry_run off;
      `,
      nginx`
        limit_req zone=api;
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'limit_req_dry_run' && directive.name !== 'limit_conn_dry_run') return;
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
