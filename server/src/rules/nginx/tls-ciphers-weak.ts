import { fixIf } from '../../finding/fix.ts';
import { weakCiphers, withoutWeakCiphers } from '../../knowledge/tls/cipher-weakness.ts';
import { mozillaListFixes } from '../../subjects/nginx/cipher-list.ts';
import { someOf } from '../../subjects/nginx/scope-label.ts';
import { isOpportunistic } from '../../subjects/nginx/tls-server.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-ciphers-weak',
  subject: 'nginxDirective',
  directives: ['ssl_ciphers'],
  severity: 'high',
  category: 'transport',
  profile: 'essential',
  stages: 'any',
  summary: 'The cipher list enables suites that can be broken',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const list = directive.arg(0);
    if (list === undefined || isOpportunistic(directive.scope)) return;
    const protocols = directive.scope.effective('ssl_protocols').directives.flatMap(({ values }) => values);
    if (protocols.length > 0 && protocols.every((name) => name.toLowerCase() === 'tlsv1.3')) return;
    const weak = weakCiphers(list);
    const [worst] = weak;
    if (worst === undefined) return;
    const { edit } = directive.scope.model;
    const repaired = withoutWeakCiphers(list);
    const kinds = someOf(
      weak.map(({ weakness }) => weakness),
      2,
      20,
    );
    const exclusions = weak
      .slice(0, 2)
      .map(({ exclusion }) => exclusion)
      .join(':');
    // OpenSSL leaves these out of its default build since 1.1.0: the entry is dead on most machines.
    const isDead = weak.every(({ grade }) => grade === 'dated');
    const isMild = weak.every(({ grade, isRefusedByLevel }) => grade === 'dated' || isRefusedByLevel);
    report({
      at: directive.argAt(0),
      message: isDead
        ? `ssl_ciphers still names ${worst.suites[0]} (${kinds}), which current OpenSSL builds lack; exclude ${exclusions}`
        : `ssl_ciphers enables ${worst.suites[0]} (${kinds}), which can be broken; exclude ${exclusions}`,
      ...(isDead ? { severity: 'low' as const } : isMild ? { severity: 'medium' as const } : {}),
      fixes: [
        ...(repaired === ''
          ? []
          : fixIf(
              'Remove the weak suites from ssl_ciphers (clients that know nothing better lose access)',
              'behavior-changing',
              edit.replaceArg(directive, 0, repaired),
            )),
        ...mozillaListFixes(directive),
      ],
    });
  },
});
