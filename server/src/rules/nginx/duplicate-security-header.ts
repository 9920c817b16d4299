import { fixIf } from '../../finding/fix.ts';
import { SECURITY_HEADER_NAMES } from '../../knowledge/headers/security-headers.ts';
import { FIRST_HEADERS, isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

// Several policies are legal and all of them apply (CSP3 §8.1, Permissions-Policy is a list header).
const MAY_REPEAT: readonly string[] = [
  'content-security-policy',
  'content-security-policy-report-only',
  'permissions-policy',
];

export default defineRule({
  id: 'nginx/duplicate-security-header',
  subject: 'nginxDirective',
  directives: FIRST_HEADERS,
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A security header is sent twice',
  fix: 'behavior-changing',
  formats: ['nginx'],
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
