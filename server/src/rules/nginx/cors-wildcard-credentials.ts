import { fixIf } from '../../finding/fix.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, ownHeaders } from '../../subjects/nginx/cors.ts';
import { isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { literal, placeholder, replaceBySnippet } from '../../subjects/nginx/snippet.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-wildcard-credentials',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause:
    'any web page a user visits × acts with the user’s session as soon as the wildcard is replaced by the origin',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'Every origin is allowed together with credentials',
  why:
    'Browsers refuse `*` together with `Access-Control-Allow-Credentials: true`, so the line never works; the usual next step, ' +
    'sending back whatever origin asked, lets every web site act with the visitor’s session.',
  references: [
    {
      name: 'Fetch: CORS protocol and credentials',
      url: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
    },
    { name: 'PortSwigger: CORS', url: 'https://portswigger.net/web-security/cors' },
  ],
  fix: 'needs-input',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /api/ {
            add_header Access-Control-Allow-Origin *;
            add_header Access-Control-Allow-Credentials true;
            proxy_pass http://app:8080;
        }
      `,
    ],
    good: [
      nginx`
        location /api/ {
            add_header Access-Control-Allow-Origin https://www.example.org always;
            add_header Access-Control-Allow-Credentials true always;
            proxy_pass http://app:8080;
        }
      `,
      nginx`
        server {
            add_header Access-Control-Allow-Credentials true;
            location /public/ {
                add_header Access-Control-Allow-Origin *;
            }
        }
      `,
    ],
  },
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
        ? fixIf('Allow one origin only', 'needs-input', replaceBySnippet(header.directive, 1, origin))
        : [],
    });
  },
});
