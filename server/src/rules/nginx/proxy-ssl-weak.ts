import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { weakCiphers } from '../../knowledge/tls/cipher-weakness.ts';
import { isWeakProtocol, protocolNamed } from '../../knowledge/tls/mozilla.ts';
import { defineRule } from '../contract.ts';

const PROTOCOLS = /^(proxy|grpc|uwsgi)_ssl_protocols$/;
const CIPHERS = /^(proxy|grpc|uwsgi)_ssl_ciphers$/;

export default defineRule({
  id: 'nginx/proxy-ssl-weak',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS to the application may use broken protocols or ciphers',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { edit } = directive.scope.model;
    if (PROTOCOLS.test(directive.name)) {
      const weak = directive.values.filter((word) => isWeakProtocol(protocolNamed(word) ?? 'TLSv1.3'));
      if (weak.length === 0) return;
      const kept = directive.values.filter((word) => !weak.includes(word));
      const wanted = kept.length > 0 ? kept : ['TLSv1.2', 'TLSv1.3'];
      report({
        at: directive.argAt(directive.values.indexOf(weak[0] ?? '')),
        message: `${directive.name} allows ${weak.join(', ').slice(0, 40)} to the application; keep TLSv1.2 and TLSv1.3`,
        ...(isStrongest(directive, kept) ? { severity: 'low' as const } : {}),
        fixes: fixIf(
          `Use ${wanted.join(' ')} (an application that only speaks ${weak.join(', ')} is no longer reached)`,
          'behavior-changing',
          edit.replaceArgs(directive, wanted),
        ),
      });
    } else if (CIPHERS.test(directive.name)) {
      const [worst] = weakCiphers(directive.arg(0) ?? '').filter(({ isRefusedByLevel }) => !isRefusedByLevel);
      if (worst === undefined) return;
      report({
        at: directive.argAt(0),
        message: `${directive.name} enables ${worst.suites[0]} (${worst.weakness}); exclude ${worst.exclusion}`,
      });
    }
  },
});

/** The best both sides know is used anyway; and where nobody looks at the certificate, an attacker needs no old protocol. */
function isStrongest({ scope, name, values }: NginxDirective, kept: readonly string[]): boolean {
  const isVerified = scope.isOn(name.replace('_protocols', '_verify'), false);
  return kept.length > 0 && (isVerified === false || !values.some((word) => /^SSLv/i.test(word)));
}
