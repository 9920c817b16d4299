import { fixIf } from '../../finding/fix.ts';
import { isStaticOnly } from '../../subjects/nginx/content.ts';
import { ALLOW_ORIGIN, allowsCredentials, ownHeaders } from '../../subjects/nginx/cors.ts';
import { isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { literal, placeholder, replaceBySnippet } from '../../subjects/nginx/snippet.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-wildcard',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'any web page a user visits × reads what this service answers without a login',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Every web site may read the answers of an application',
  why:
    'With `Access-Control-Allow-Origin: *` any page in a visitor’s browser can call the service and read the answer, which ' +
    'also reaches services inside a company network. Public files and fonts are fine; applications should name their origins.',
  references: [
    {
      name: 'MDN: Access-Control-Allow-Origin',
      url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin',
    },
    {
      name: 'OWASP: CORS misconfiguration',
      url: 'https://owasp.org/www-project-web-security-testing-guide/stable/4-Web_Application_Security_Testing/11-Client-side_Testing/07-Testing_Cross_Origin_Resource_Sharing',
    },
  ],
  fix: 'needs-input',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /api/ {
            proxy_pass http://app:8080;
            add_header Access-Control-Allow-Origin *;
        }
      `,
      nginx`
        location ~ \.php$ {
            fastcgi_pass php:9000;
            add_header 'access-control-allow-origin' '*' always;
        }
      `,
    ],
    good: [
      nginx`
        location /fonts/ {
            root /srv/www;
            add_header Access-Control-Allow-Origin *;
        }
      `,
      nginx`
        location /api/ {
            proxy_pass http://app:8080;
            add_header Access-Control-Allow-Origin https://www.example.org;
        }
      `,
    ],
  },
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
        'Allow one origin only',
        'needs-input',
        replaceBySnippet(header.directive, header.valueIndex, `"${literal(prefix)}${origin}"`),
      ),
    });
  },
});
