import { fixIf } from '../../finding/fix.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, ownHeaders } from '../../subjects/nginx/cors.ts';
import { FIRST_HEADERS, isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { literal, placeholder, replaceBySnippet } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-wildcard-credentials',
  subject: 'nginxDirective',
  directives: FIRST_HEADERS,
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'Every origin is allowed together with credentials',
  fix: 'needs-input',
  formats: ['nginx'],
  check(start, report) {
    if (!isFirstHeader(start)) return;
    const { scope } = start;
    const header = ownHeaders(scope, ALLOW_ORIGIN).find(({ value }) => value.trim() === '*');
    const credentials = responseHeaders(scope)
      .all(ALLOW_CREDENTIALS)
      .find(({ value }) => value.trim().toLowerCase() === 'true');
    if (header === undefined || credentials === undefined) return;
    const isPlain = header.directive.name === 'add_header' && credentials.directive.name === 'add_header';
    const origin = literal('"') + placeholder(1, 'https://www.example.com') + literal('"');
    report({
      at: header.directive.argAt(header.valueIndex),
      message: 'Origin * with credentials: browsers refuse it, and echoing the origin opens sessions; name the origins',
      related: [{ at: credentials.directive.at, message: 'Credentials are allowed here' }],
      fixes: isPlain
        ? fixIf(
            'Allow the origin you fill in (pages of others lose access)',
            'needs-input',
            replaceBySnippet(header.directive, 1, origin),
          )
        : [],
    });
  },
});
