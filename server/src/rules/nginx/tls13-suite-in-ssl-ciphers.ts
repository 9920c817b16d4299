import { fixIf } from '../../finding/fix.ts';
import { cipherElements } from '../../knowledge/tls/cipher-string.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls13-suite-in-ssl-ciphers',
  subject: 'nginxDirective',
  directives: ['ssl_ciphers'],
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A TLS 1.3 suite in ssl_ciphers has no effect',
  fix: 'safe',
  formats: ['nginx'],
  check(directive, report) {
    const list = directive.arg(0);
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
