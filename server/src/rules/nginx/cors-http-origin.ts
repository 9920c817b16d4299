import { ALLOW_ORIGIN } from '../../subjects/nginx/cors.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-http-origin',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A page without TLS may read answers of a TLS server',
  fix: 'none',
  formats: ['nginx'],
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
