import { answerOf, isForDevelopment } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

const OWN: readonly string[] = ['host', 'http_host', 'server_name'];

export default defineRule({
  id: 'nginx/insecure-redirect',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'a place on the network path × reads and changes what the visitor sends next',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A TLS server sends visitors to plain HTTP',
  why: 'The visitor came over TLS and is sent to `http://` of the same site: the next request, with its cookies, goes over the network in clear, where it can be read and answered by others.',
  references: [
    { name: 'nginx: return', url: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#return' },
    {
      name: 'OWASP: Transport Layer Security',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 443 ssl;
            server_name www.example.org;
            location = /old {
                return 301 http://$host/new;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 443 ssl;
            server_name www.example.org;
            return 301 https://$host/new;
        }
      `,
      nginx`
        server {
            listen 80;
            server_name www.example.org;
            return 301 http://$host/new;
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            server_name www.example.org;
            location / {
                return 301 http://status.example.net/;
            }
            location = /dev {
                return 302 http://$host:8080/;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    const { server } = directive.scope;
    if (server?.protocol !== 'http' || server.tls !== 'all' || isForDevelopment(server)) return;
    const { isRedirect, text } = answerOf(directive) ?? {};
    const host =
      isRedirect === true ? /^http:\/\/([^/:?#]+)(?=[/?#]|$)/i.exec(text ?? '')?.[1]?.toLowerCase() : undefined;
    if (host === undefined) return;
    // `$host$request_uri`: where the name ends and the path begins.
    const name = host.startsWith('$') ? /^\$\{?(\w+)/.exec(host)?.[1] : host;
    const isSelf = OWN.includes(name ?? '') || server.names.some((own) => own.text === name);
    if (!isSelf) return;
    report({
      at: directive.argAt(directive.values.indexOf(text ?? '')),
      message: 'Visitors who came over TLS are sent to plain HTTP, readable on the way; redirect to https://',
    });
  },
});
