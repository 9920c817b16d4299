import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/real-ip-header-untrusted',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'nothing × limits and bans hit the proxy instead of the client',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'real_ip_header has no effect without trusted proxies',
  why: 'nginx only believes the header from addresses that `set_real_ip_from` names. Without any, `$remote_addr` stays the proxy’s, and all clients share one rate limit.',
  references: [
    {
      name: 'nginx: set_real_ip_from',
      url: 'https://nginx.org/en/docs/http/ngx_http_realip_module.html#set_real_ip_from',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            real_ip_header X-Forwarded-For;
            server {
                listen 80;
            }
        }
      `,
    ],
    good: [
      nginx`
        http {
            set_real_ip_from 10.0.0.0/8;
            real_ip_header X-Forwarded-For;
        }
      `,
      nginx`
        server {
            real_ip_header X-Forwarded-For;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'real_ip_header') return;
    const { scope } = directive;
    const inForce = scope.array('set_real_ip_from');
    if (!inForce.known || inForce.directive !== undefined) return;
    if (scope.descendants().some((inner) => inner.first('set_real_ip_from') !== undefined)) return;
    report({
      at: directive.at,
      message: 'real_ip_header has no effect: no set_real_ip_from names a proxy to believe; add your proxies',
    });
  },
});
