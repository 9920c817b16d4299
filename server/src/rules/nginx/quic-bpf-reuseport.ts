import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/quic-bpf-reuseport',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'nothing × an outage: connections hang after a reload',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'quic_bpf and reuseport lose QUIC connections at a reload',
  why: 'After a reload packets of existing connections go to workers that do not know them. nginx issue 425 describes it; HTTP/3 clients hang until they fall back.',
  references: [
    { name: 'nginx issue 425', url: 'https://github.com/nginx/nginx/issues/425' },
    { name: 'nginx: quic_bpf', url: 'https://nginx.org/en/docs/http/ngx_http_v3_module.html#quic_bpf' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        quic_bpf on;
        worker_processes auto;
        events {}
        http {
            server {
                listen 443 quic reuseport;
            }
        }
      `,
    ],
    good: [
      nginx`
        worker_processes auto;
        events {}
        http {
            server {
                listen 443 quic reuseport;
            }
        }
      `,
      nginx`
        quic_bpf on;
        worker_processes 1;
        events {}
        http {
            server {
                listen 443 quic reuseport;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'quic_bpf' || directive.arg(0)?.toLowerCase() !== 'on') return;
    const { scope } = directive;
    if (scope.first('worker_processes')?.arg(0) === '1') return;
    const listen = scope
      .descendants()
      .flatMap((inner) => inner.own('listen'))
      .find((it) => it.has('quic') && it.has('reuseport'));
    if (listen === undefined) return;
    report({
      at: directive.at,
      message: 'quic_bpf with reuseport loses QUIC connections at every reload; switch quic_bpf off',
      related: [{ at: listen.at, message: 'The QUIC socket with reuseport' }],
    });
  },
});
