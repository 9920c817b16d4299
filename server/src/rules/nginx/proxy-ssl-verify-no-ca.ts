import { fixIf } from '../../finding/fix.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-ssl-verify-no-ca',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'nothing × an outage: nginx refuses to start',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'Certificate verification is on without a trusted certificate',
  why: 'nginx brings no list of authorities of its own. With `proxy_ssl_verify on` and an https upstream but no `proxy_ssl_trusted_certificate` it does not start.',
  references: [
    {
      name: 'nginx: proxy_ssl_trusted_certificate',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_trusted_certificate',
    },
  ],
  fix: 'needs-input',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                location / {
                    proxy_pass https://backend.example.org;
                    proxy_ssl_verify on;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        location / {
            proxy_pass https://backend.example.org;
            proxy_ssl_verify on;
            proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
        }
      `,
      nginx`
        location / {
            proxy_pass https://backend.example.org;
            proxy_ssl_verify on;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'proxy_pass' || directive.arg(0)?.toLowerCase().startsWith('https://') !== true) return;
    const { scope } = directive;
    if (scope.isOn('proxy_ssl_verify', false) !== true) return;
    const authority = scope.effective('proxy_ssl_trusted_certificate');
    const store = scope.effective('proxy_ssl_certificate_cache');
    if (!authority.known || authority.directive !== undefined || store.directive !== undefined) return;
    const verify = scope.scalar('proxy_ssl_verify').directive;
    report({
      at: directive.at,
      message: 'proxy_ssl_verify needs proxy_ssl_trusted_certificate, else nginx does not start; add the CA file',
      related: verify === undefined ? [] : [{ at: verify.at, message: 'Verification is switched on here' }],
      fixes: fixIf(
        'Add proxy_ssl_trusted_certificate',
        'needs-input',
        scope.model.edit.insertAfter(
          directive,
          [`proxy_ssl_trusted_certificate ${placeholder(1, '/etc/ssl/certs/ca-certificates.crt')};`],
          true,
        ),
      ),
    });
  },
});
