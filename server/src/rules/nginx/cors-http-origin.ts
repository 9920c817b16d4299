import { ALLOW_ORIGIN } from '../../subjects/nginx/cors.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-http-origin',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the line of a visitor × acts with the visitor’s session through the http page',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A page without TLS may read answers of a TLS server',
  why: 'An allowed `http://` origin can be changed by whoever sits on the visitor’s line. With credentials that person then acts in the visitor’s session.',
  references: [
    { name: 'PortSwigger: breaking TLS with poorly configured CORS', url: 'https://portswigger.net/web-security/cors' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 443 ssl;
            add_header Access-Control-Allow-Origin http://www.example.org always;
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 443 ssl;
            add_header Access-Control-Allow-Origin https://www.example.org always;
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            add_header Access-Control-Allow-Origin http://localhost:3000 always;
        }
      `,
    ],
  },
  check(directive, report) {
    const header = headerOf(directive);
    if (
      header?.name !== ALLOW_ORIGIN ||
      !/^http:\/\//i.test(header.value) ||
      /\/\/(localhost|127\.|\[::1\]|[\w.-]+\.(test|local|localhost)\b)/i.test(header.value)
    )
      return;
    if (directive.scope.server?.tls === 'none' || directive.scope.server === undefined) return;
    report({
      at: directive.argAt(header.valueIndex),
      message: 'A page without TLS may read answers of this TLS server; allow https:// origins only',
    });
  },
});
