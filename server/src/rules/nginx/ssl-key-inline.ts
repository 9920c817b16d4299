import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-key-inline',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'a leaked copy of the file × one service’s identity and traffic',
  category: 'secret',
  profile: 'essential',
  stages: 'any',
  summary: 'A private key stands in the configuration itself',
  why: 'With `data:` the key is part of the file. It then lies in the repository’s history, in backups and in every image that copies the configuration.',
  references: [
    {
      name: 'nginx: ssl_certificate_key',
      url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_certificate_key',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            ssl_certificate_key "data:-----${'BEGIN'} PRIVATE KEY-----
            c2FtcGxl
            -----${'END'} PRIVATE KEY-----";
        }
      `,
    ],
    good: [
      nginx`
        server {
            ssl_certificate_key /etc/nginx/tls/site.key;
        }
      `,
      nginx`
        server {
            ssl_certificate_key data:$site_key;
        }
      `,
    ],
  },
  check(directive, report) {
    if (!/(^|_)ssl_certificate_key$/.test(directive.name)) return;
    const value = directive.arg(0) ?? '';
    if (!value.startsWith('data:') || value.includes('$') || !value.includes('KEY-----')) return;
    report({
      at: { uri: directive.uri, span: directive.nameSpan },
      message: `${directive.name} holds the private key itself; put it into a file that only nginx can read and renew it`,
    });
  },
});
