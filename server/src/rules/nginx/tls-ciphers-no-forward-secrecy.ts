import { suitesWithoutForwardSecrecy } from '../../knowledge/tls/cipher-weakness.ts';
import { mozillaListFixes } from '../../subjects/nginx/cipher-list.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-ciphers-no-forward-secrecy',
  subject: 'nginxDirective',
  directives: ['ssl_ciphers'],
  severity: 'low',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'The cipher list enables suites without forward secrecy',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const list = directive.arg(0);
    if (list === undefined) return;
    const protocols = directive.scope.effective('ssl_protocols').directives.flatMap(({ values }) => values);
    if (protocols.length > 0 && protocols.every((name) => name.toLowerCase() === 'tlsv1.3')) return;
    const suites = suitesWithoutForwardSecrecy(list);
    if (suites.length === 0) return;
    report({
      at: directive.argAt(0),
      message: `ssl_ciphers enables ${suites[0]}, readable later with the private key; use ECDHE suites only`,
      fixes: mozillaListFixes(directive),
    });
  },
});
