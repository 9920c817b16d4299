import { fixIf } from '../../finding/fix.ts';
import { SECURITY_HEADER_NAMES } from '../../knowledge/headers/security-headers.ts';
import { isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

// Several policies are legal and all of them apply (CSP3 §8.1, Permissions-Policy is a list header).
const MAY_REPEAT: readonly string[] = [
  'content-security-policy',
  'content-security-policy-report-only',
  'permissions-policy',
];

export default defineRule({
  id: 'nginx/duplicate-security-header',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'any web page a visitor opens × the protection browsers drop when the header stands twice',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A security header is sent twice',
  why:
    'nginx sends both lines. Browsers then follow one of them, or, as with two different X-Frame-Options, neither; which one ' +
    'differs by header and browser.',
  references: [
    { name: 'nginx: add_header', url: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header' },
    { name: 'RFC 6797 §8.1 (only the first is processed)', url: 'https://www.rfc-editor.org/rfc/rfc6797#section-8.1' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header X-Frame-Options DENY always;
        add_header x-frame-options SAMEORIGIN always;
      `,
    ],
    good: [
      nginx`
        add_header X-Frame-Options DENY always;
        add_header X-Content-Type-Options nosniff always;
      `,
      nginx`
        add_header Content-Security-Policy "default-src 'self'" always;
        add_header Content-Security-Policy "frame-ancestors 'none'" always;
      `,
    ],
  },
  check(start, report) {
    if (!isFirstHeader(start)) return;
    const { scope } = start;
    const seen = new Map<string, (typeof own)[number]>();
    const own = scope.own('add_header').flatMap((directive) => headerOf(directive) ?? []);
    for (const header of own) {
      if (!SECURITY_HEADER_NAMES.has(header.name) || MAY_REPEAT.includes(header.name)) continue;
      const first = seen.get(header.name);
      if (first === undefined) {
        seen.set(header.name, header);
        continue;
      }
      // Two variables: one of them may be empty, and then it is not sent.
      if (header.value.includes('$') || first.value.includes('$') || header.value === '' || first.value === '')
        continue;
      report({
        at: header.directive.at,
        message: `${header.directive.arg(0)} is added twice here and sent twice; delete one`,
        related: [{ at: first.directive.at, message: 'The first one' }],
        fixes: fixIf(
          'Delete the second line (the first value is sent alone)',
          'behavior-changing',
          scope.model.edit.remove(header.directive),
        ),
      });
    }
  },
});
