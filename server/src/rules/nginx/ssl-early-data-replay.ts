import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-early-data-replay',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the line × repeats a request of somebody else',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Early data can be replayed and the application is not told',
  why:
    'TLS 1.3 early data can be sent again by whoever recorded it. The application must refuse what it must not do twice, and ' +
    'only knows by the header `Early-Data` that it should look.',
  references: [
    { name: 'nginx: ssl_early_data', url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_early_data' },
    { name: 'RFC 8470: Using Early Data in HTTP', url: 'https://www.rfc-editor.org/rfc/rfc8470' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 443 ssl;
            ssl_early_data on;
            location / {
                proxy_pass http://app:8080;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 443 ssl;
            ssl_early_data on;
            location / {
                proxy_pass http://app:8080;
                proxy_set_header Early-Data $ssl_early_data;
            }
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            ssl_early_data on;
            root /srv/www;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'ssl_early_data' || directive.arg(0)?.toLowerCase() !== 'on') return;
    const inside = [directive.scope, ...directive.scope.descendants()];
    const proxied = inside.filter((scope) => scope.own('proxy_pass').length > 0);
    const text = directive.scope.model.file.text;
    // Told in any way, or refused by nginx itself.
    if (proxied.length === 0 || text.includes('$ssl_early_data')) return;
    const { edit } = directive.scope.model;
    report({
      at: directive.argAt(0),
      message:
        'Early data can be replayed; tell the application by proxy_set_header Early-Data $ssl_early_data, or switch it off',
      fixes: fixIf(
        'Set ssl_early_data off (handshakes take one more round trip)',
        'behavior-changing',
        edit.replaceArg(directive, 0, 'off'),
      ),
    });
  },
});
