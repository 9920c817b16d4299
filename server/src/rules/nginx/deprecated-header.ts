import { OBSOLETE_HEADERS } from '../../knowledge/headers/security-headers.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/deprecated-header',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: browsers ignore the header',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A header is sent that browsers no longer read',
  why: 'Some headers were replaced or given up. Sending them suggests a protection that is not there.',
  references: [
    { name: 'MDN: HTTP headers', url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header Feature-Policy "camera 'none'" always;
      `,
    ],
    good: [
      nginx`
        add_header Permissions-Policy "camera=()" always;
      `,
      nginx`
        add_header Cache-Control no-cache;
      `,
    ],
  },
  check(directive, report) {
    const header = headerOf(directive);
    const instead =
      header === undefined || !Object.hasOwn(OBSOLETE_HEADERS, header.name) ? undefined : OBSOLETE_HEADERS[header.name];
    if (instead === undefined) return;
    report({
      at: directive.argAt(0),
      message: `Browsers no longer read ${directive.arg(0)?.slice(0, 40)}; use ${instead}`,
    });
  },
});
