import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-verify-client-optional',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × reaches what was meant for holders of a certificate',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'Client certificates are asked for but nobody looks at the result',
  why: 'With `optional` the handshake succeeds without a certificate. Unless `$ssl_client_verify` is checked or passed on, everybody gets in.',
  references: [
    {
      name: 'nginx: ssl_verify_client',
      url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_verify_client',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 443 ssl;
                ssl_client_certificate /etc/nginx/ca.pem;
                ssl_verify_client optional;
                location / {
                    proxy_pass http://app:8080;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            ssl_verify_client optional;
            location / {
                proxy_set_header X-Client-Verify $ssl_client_verify;
                proxy_pass http://app:8080;
            }
        }
      `,
      nginx`
        server {
            ssl_verify_client on;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'ssl_verify_client' || directive.arg(0)?.toLowerCase().startsWith('optional') !== true)
      return;
    const { scope } = directive;
    const top = scope.enclosing('http') ?? scope;
    if (!top.visible || !top.complete) return;
    const uses = [top, ...top.descendants()].flatMap((inner) => inner.directives);
    if (
      uses.some(
        ({ values, name }) => /lua|js_|perl/.test(name) || values.some((value) => /\$\{?ssl_client_/i.test(value)),
      )
    )
      return;
    report({
      at: directive.argAt(0),
      message: 'Client certificates are optional and $ssl_client_verify is never checked; check it or say on',
    });
  },
});
