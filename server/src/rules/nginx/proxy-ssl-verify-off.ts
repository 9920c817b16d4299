import { isReservedHost } from '../../knowledge/env/hosts.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, fixIf, nginx } from '../contract.ts';

const SWITCHES: readonly string[] = ['proxy_ssl_verify', 'grpc_ssl_verify', 'uwsgi_ssl_verify'];

export default defineRule({
  id: 'nginx/proxy-ssl-verify-off',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause:
    'a foothold in the network between nginx and the application × reads and changes one service’s traffic',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'The certificate of the application is not checked',
  why:
    'With verification off nginx talks TLS to whoever answers at the address. Anybody who can redirect the traffic, by DNS or in ' +
    'the network between, reads passwords and sends back what they like.',
  references: [
    {
      name: 'nginx: proxy_ssl_verify',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_verify',
    },
  ],
  fix: 'needs-input',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass https://backend.acmeshop.io;
            proxy_ssl_verify off;
        }
      `,
    ],
    good: [
      nginx`
        location / {
            proxy_pass https://backend.acmeshop.io;
            proxy_ssl_verify on;
            proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
        }
      `,
      nginx`
        location / {
            proxy_pass https://127.0.0.1:8443;
            proxy_ssl_verify off;
        }
      `,
    ],
  },
  check(directive, report) {
    if (!SWITCHES.includes(directive.name) || directive.arg(0)?.toLowerCase() !== 'off') return;
    const { scope } = directive;
    const targets = [scope, ...scope.descendants()]
      .flatMap((inner) => inner.own('proxy_pass'))
      .flatMap((it) => upstreamTarget(it) ?? []);
    const secure = targets.filter(({ scheme }) => scheme === 'https');
    const isHarmless =
      targets.length > 0 &&
      secure.every(({ host, isUnix }) => isUnix || isReservedHost(host) || hostKind(host) === 'loopback');
    if (isHarmless) return;
    const prefix = directive.name.replace('_verify', '');
    const { edit } = scope.model;
    const needsAuthority = scope.scalar(`${prefix}_trusted_certificate`).directive === undefined;
    const authority = `${prefix}_trusted_certificate ${placeholder(1, '/etc/ssl/certs/ca-certificates.crt')};`;
    report({
      at: directive.argAt(0),
      message: `${directive.name} off trusts whoever answers for the application; verify it with a trusted certificate`,
      fixes: needsAuthority
        ? fixIf('Verify the certificate against a CA file', 'needs-input', [
            ...edit.replaceArg(directive, 0, 'on'),
            ...edit.insertAfter(directive, [authority], true),
          ])
        : [],
    });
  },
});
