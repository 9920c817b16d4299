import { fixIf } from '../../finding/fix.ts';
import { isStaticOnly } from '../../subjects/nginx/content.ts';
import { ALLOW_ORIGIN, allowsCredentials, ownHeaders } from '../../subjects/nginx/cors.ts';
import { FIRST_HEADERS, isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { literal, placeholder, replaceBySnippet } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-wildcard',
  subject: 'nginxDirective',
  directives: FIRST_HEADERS,
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Every web site may read the answers of an application',
  fix: 'needs-input',
  formats: ['nginx'],
  check(start, report) {
    if (!isFirstHeader(start)) return;
    const { scope } = start;
    const [header] = ownHeaders(scope, ALLOW_ORIGIN).filter(({ value }) => value.trim() === '*');
    if (header === undefined || scope.kind === 'unknown' || allowsCredentials(scope) || isStaticOnly(scope)) return;
    const prefix = header.directive.name === 'add_header' ? '' : `${ALLOW_ORIGIN}: `;
    const origin = placeholder(1, 'https://www.example.com');
    report({
      at: header.directive.argAt(header.valueIndex),
      message: 'Access-Control-Allow-Origin * lets every web site read these answers; name the origins that may',
      fixes: fixIf(
        'Allow the origin you fill in (pages of others lose access)',
        'needs-input',
        replaceBySnippet(header.directive, header.valueIndex, `"${literal(prefix)}${origin}"`),
      ),
    });
  },
});
