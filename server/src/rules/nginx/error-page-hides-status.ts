import { fixIf } from '../../finding/fix.ts';
import { someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/error-page-hides-status',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × monitors, caches and clients take a failure for success',
  category: 'observability',
  profile: 'strict',
  stages: 'production',
  summary: 'An error is answered with status 200',
  why: 'With `=200` a failing or refusing server looks healthy: monitors stay green, caches keep the error page, API clients parse it as data. The page can be shown with the true status.',
  references: [
    { name: 'nginx: error_page', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#error_page' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            error_page 500 502 503 504 =200 /sorry.html;
        }
      `,
    ],
    good: [
      nginx`
        server {
            error_page 500 502 503 504 /sorry.html;
        }
      `,
      nginx`
        server {
            error_page 404 =200 /index.html;
            error_page 403 = @denied;
        }
      `,
      nginx`
        server {
            error_page 502 =503 $error_page;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'error_page') return;
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
