import { publishedBy } from '../../subjects/nginx/published-files.ts';
import { defineRule, nginx } from '../contract.ts';

const KEYS: readonly string[] = [
  'ssl_certificate_key',
  'proxy_ssl_certificate_key',
  'ssl_password_file',
  'ssl_session_ticket_key',
];

export default defineRule({
  id: 'nginx/ssl-private-key-exposed',
  subject: 'nginxDirective',
  severity: 'critical',
  severityBecause: 'anyone on the network × the private key: reads all traffic and impersonates the site',
  category: 'secret',
  profile: 'essential',
  stages: 'any',
  summary: 'A private key lies in a folder that is served to clients',
  why:
    'The key file is below a `root` or `alias`. Whoever guesses its name downloads it and can impersonate the site until the ' +
    'certificate is revoked.',
  references: [
    {
      name: 'nginx: ssl_certificate_key',
      url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_certificate_key',
    },
    {
      name: 'CWE-552: Files or Directories Accessible to External Parties',
      url: 'https://cwe.mitre.org/data/definitions/552.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 443 ssl;
            root /var/www/site;
            ssl_certificate /var/www/site/tls/site.pem;
            ssl_certificate_key /var/www/site/tls/site.key;
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 443 ssl;
            root /var/www/site;
            ssl_certificate_key /etc/nginx/tls/site.key;
        }
      `,
      nginx`
        server {
            root /var/www/site;
            ssl_certificate_key /var/www/site-keys/site.key;
        }
      `,
    ],
  },
  check(directive, report) {
    if (!KEYS.includes(directive.name)) return;
    const folder = publishedBy(directive.arg(0) ?? '', directive.scope.model);
    if (folder === undefined) return;
    report({
      at: directive.argAt(0),
      message: 'This key file is inside a folder that is served to clients; move it out of the web root and renew it',
      related: [{ at: folder.at, message: 'This folder is served' }],
    });
  },
});
