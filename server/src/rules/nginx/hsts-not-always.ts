import { fixIf } from '../../finding/fix.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-not-always',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the line × strips TLS from visitors whose first answer was an error page',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Strict-Transport-Security is missing from error answers',
  why:
    'Without `always` nginx adds the header to successful answers and redirects only. Error pages, logins that answer 401 and ' +
    'rate-limited requests leave the browser without the rule.',
  references: [
    { name: 'nginx: add_header', url: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header Strict-Transport-Security "max-age=31536000";
      `,
    ],
    good: [
      nginx`
        add_header Strict-Transport-Security "max-age=31536000" always;
      `,
      nginx`
        add_header X-Served-By edge;
      `,
    ],
  },
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'strict-transport-security' || header.always || directive.args.length !== 2) return;
    report({
      at: directive.at,
      message: 'Strict-Transport-Security is left out of error answers; add always',
      fixes: fixIf(
        'Add always (error answers carry the header too)',
        'behavior-changing',
        directive.scope.model.edit.appendArg(directive, 'always'),
      ),
    });
  },
});
