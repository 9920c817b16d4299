import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-on-http',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'Strict-Transport-Security is sent over plain HTTP',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { server } = directive.scope;
    if (headerOf(directive)?.name !== 'strict-transport-security' || server === undefined || server.tls !== 'none')
      return;
    // Another port is most likely behind a proxy that speaks TLS.
    if (!server.listens.every(({ port, directive: line }) => port === 80 && line !== undefined)) return;
    report({
      at: directive.at,
      message: 'Browsers ignore Strict-Transport-Security over plain HTTP; send it from the TLS server',
    });
  },
});
