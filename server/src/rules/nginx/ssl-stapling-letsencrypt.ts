import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-stapling-letsencrypt',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: the setting does nothing',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: "OCSP stapling for a Let's Encrypt certificate",
  why: "Let's Encrypt closed its OCSP service in August 2025 and no longer names a responder in certificates, so there is nothing to staple; nginx warns at every start.",
  references: [
    { name: "Let's Encrypt: ending OCSP support", url: 'https://letsencrypt.org/2024/12/05/ending-ocsp/' },
    { name: 'nginx: ssl_stapling', url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_stapling' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 443 ssl;
            ssl_certificate /etc/letsencrypt/live/example.org/fullchain.pem;
            ssl_certificate_key /etc/letsencrypt/live/example.org/privkey.pem;
            ssl_stapling on;
            ssl_stapling_verify on;
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 443 ssl;
            ssl_certificate /etc/letsencrypt/live/example.org/fullchain.pem;
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            ssl_certificate /etc/nginx/tls/site.pem;
            ssl_stapling on;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'ssl_stapling' || directive.arg(0)?.toLowerCase() !== 'on') return;
    const { scope } = directive;
    const certificates = scope.effective('ssl_certificate').directives.map((it) => it.arg(0) ?? '');
    if (certificates.length === 0 || !certificates.every((path) => /letsencrypt|\/acme/.test(path))) return;
    const { edit } = scope.model;
    const verify = scope.own('ssl_stapling_verify').filter(({ uri }) => uri === directive.uri);
    report({
      at: directive.at,
      message: "Let's Encrypt ended OCSP in August 2025, so stapling does nothing but warn; remove it",
      fixes: fixIf('Remove OCSP stapling here (nothing is stapled any more)', 'behavior-changing', [
        ...edit.remove(directive),
        ...verify.flatMap((line) => edit.remove(line)),
      ]),
    });
  },
});
