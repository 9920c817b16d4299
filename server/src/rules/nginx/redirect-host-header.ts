import { answerOf } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/redirect-host-header',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × redirects to a name of their own, where a cache keeps them',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A server for any name redirects to the name the client wrote',
  why: 'In a default server `$host` is whatever the client sends. A shared cache may keep such a redirect and hand it to others. Name the host, or refuse unknown names.',
  references: [{ name: 'PortSwigger: Host header attacks', url: 'https://portswigger.net/web-security/host-header' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 80 default_server;
            return 301 https://$host$request_uri;
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 80;
            server_name www.example.org;
            return 301 https://$host$request_uri;
        }
        server {
            listen 80 default_server;
            return 444;
        }
      `,
      nginx`
        server {
            listen 80 default_server;
            return 301 https://www.example.org$request_uri;
        }
      `,
    ],
  },
  check(directive, report) {
    const sent = answerOf(directive);
    const { server } = directive.scope;
    // Under a condition (`if ($scheme = http)`) it only changes the scheme of a request the server takes anyway.
    if (
      sent?.isRedirect !== true ||
      server === undefined ||
      directive.scope.kind === 'if' ||
      !/^https?:\/\/\$\{?(http_)?host\b/i.test(sent.text ?? '')
    )
      return;
    const explicit = server.listens.some(({ isDefault }) => isDefault);
    const isCatchAll = server.names.length === 0 || server.names.every(({ text }) => text === '_' || text === '');
    if (!explicit && !isCatchAll) return;
    report({
      at: directive.argAt(directive.name === 'return' ? directive.args.length - 1 : 1),
      message: 'For unknown names this redirects to whatever host the client wrote; name the host',
    });
  },
});
