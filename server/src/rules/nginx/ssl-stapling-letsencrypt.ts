import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-stapling-letsencrypt',
  subject: 'nginxDirective',
  directives: ['ssl_stapling'],
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: "OCSP stapling for a Let's Encrypt certificate",
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'on') return;
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
