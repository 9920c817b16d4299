import { fixIf } from '../../finding/fix.ts';
import { HSTS_PRELOAD_MIN_AGE } from '../../knowledge/tls/hsts.ts';
import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { addHeaderEdits, copiedHeaders, responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

const NAME = 'Strict-Transport-Security';

export default defineRule({
  id: 'nginx/hsts-missing',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'anyone on the line × strips TLS from a visitor’s first request',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS server does not send Strict-Transport-Security',
  why:
    'Without HSTS a browser tries plain HTTP whenever a user types the name or follows an old link, and whoever sits on the ' +
    'line can keep it there. With HSTS the browser refuses plain HTTP for as long as `max-age` says.',
  references: [
    { name: 'RFC 6797', url: 'https://www.rfc-editor.org/rfc/rfc6797' },
    {
      name: 'OWASP: HTTP Strict Transport Security',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Strict_Transport_Security_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 443 ssl;
                server_name shop.example.org;
                root /srv/www/shop;
            }
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            server_name shop.example.org;
            root /srv/www/shop;
            add_header X-Content-Type-Options nosniff always;
        }
      `,
    ],
    good: [
      nginx`
        events {}
        http {
            add_header Strict-Transport-Security "max-age=63072000" always;
            server {
                listen 443 ssl;
                root /srv/www/shop;
            }
        }
      `,
      nginx`
        server {
            listen 443 ssl default_server;
            ssl_reject_handshake on;
            add_header X-Served-By edge;
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            include snippets/headers.conf;
            root /srv/www/shop;
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || server.tls === 'none') return;
    if (isLocal(server) || isForDevelopment(server) || !servesContent(server)) return;
    const headers = responseHeaders(scope);
    if (!headers.known || headers.find(NAME) !== undefined) return;
    // Set in the locations instead: `hsts-dropped` looks at those.
    if (scope.descendants().some((inner) => responseHeaders(inner).find(NAME) !== undefined)) return;
    const line = (value: string): string => `add_header ${NAME} "${value}" always;`;
    const year = `max-age=${HSTS_PRELOAD_MIN_AGE}`;
    report({
      at: scope.at,
      message: 'TLS server sends no Strict-Transport-Security, so visitors can be kept on plain HTTP; add the header',
      fixes: [
        ...fixIf(
          'Send HSTS for a year (browsers refuse plain HTTP for this host and its subdomains)',
          'behavior-changing',
          addHeaderEdits(scope, [{ name: NAME, statement: line(`${year}; includeSubDomains`) }]),
          copiedHeaders(scope),
        ),
        ...fixIf(
          'Send HSTS for a year, this host only (browsers refuse plain HTTP for it)',
          'behavior-changing',
          addHeaderEdits(scope, [{ name: NAME, statement: line(year) }]),
          copiedHeaders(scope),
        ),
      ],
    });
  },
});
