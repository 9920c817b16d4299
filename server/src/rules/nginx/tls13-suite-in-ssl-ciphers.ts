import { fixIf } from '../../finding/fix.ts';
import { cipherElements } from '../../knowledge/tls/cipher-string.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls13-suite-in-ssl-ciphers',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: the names have no effect',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A TLS 1.3 suite in ssl_ciphers has no effect',
  why: '`ssl_ciphers` is the list for TLS 1.2 and older, and OpenSSL skips names like `TLS_AES_128_GCM_SHA256` in it. TLS 1.3 suites are set by `ssl_conf_command Ciphersuites`.',
  references: [
    { name: 'nginx: ssl_ciphers', url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_ciphers' },
    {
      name: 'nginx: ssl_conf_command',
      url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_conf_command',
    },
  ],
  fix: 'safe',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        ssl_ciphers TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256;
      `,
    ],
    good: [
      nginx`
        ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256;
      `,
      nginx`
        ssl_conf_command Ciphersuites TLS_AES_256_GCM_SHA384;
      `,
    ],
  },
  check(directive, report) {
    const list = directive.name === 'ssl_ciphers' ? directive.arg(0) : undefined;
    if (list === undefined) return;
    const elements = cipherElements(list);
    const useless = elements.filter(({ kind }) => kind === 'tls13');
    if (useless.length === 0) return;
    const separator = [...list].find((character) => ':, '.includes(character)) ?? ':';
    const kept = elements.filter(({ kind }) => kind !== 'tls13').map(({ span }) => list.slice(span.start, span.end));
    report({
      at: directive.argAt(0),
      message: `${useless[0]?.names[0]} has no effect in ssl_ciphers; set TLS 1.3 suites by ssl_conf_command Ciphersuites`,
      fixes:
        kept.length === 0
          ? []
          : fixIf(
              'Remove the TLS 1.3 names that OpenSSL skips',
              'safe',
              directive.scope.model.edit.replaceArg(directive, 0, kept.join(separator)),
            ),
    });
  },
});
