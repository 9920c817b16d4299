import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-on-http',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: browsers ignore the header over plain HTTP',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'Strict-Transport-Security is sent over plain HTTP',
  why: 'Browsers only obey the header when it comes over TLS. Here it does nothing, and the TLS server may lack it.',
  references: [{ name: 'RFC 6797 §7.2', url: 'https://www.rfc-editor.org/rfc/rfc6797#section-7.2' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 80;
            add_header Strict-Transport-Security max-age=31536000;
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 443 ssl;
            add_header Strict-Transport-Security max-age=31536000;
        }
      `,
      nginx`
        http {
            add_header Strict-Transport-Security max-age=31536000;
        }
      `,
    ],
  },
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
