import { fixIf } from '../../finding/fix.ts';
import { weakCiphers, withoutWeakCiphers } from '../../knowledge/tls/cipher-weakness.ts';
import { tlsLevel } from '../../knowledge/tls/mozilla.ts';
import { someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-ciphers-weak',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone between client and server × reads one service’s traffic; medium for 64-bit block ciphers',
  category: 'transport',
  profile: 'essential',
  stages: 'any',
  summary: 'The cipher list enables suites that can be broken',
  why:
    'The list is evaluated as OpenSSL does it: what counts is the set that is left after `!`, `-` and `+`. Suites without ' +
    'encryption or certificate, with export keys, DES, RC4 or MD5 can be read or forged on the line; 3DES, IDEA and SEED ' +
    'leak data in long connections.',
  references: [
    { name: 'Mozilla Server Side TLS', url: 'https://wiki.mozilla.org/Security/Server_Side_TLS' },
    { name: 'OpenSSL cipher strings', url: 'https://docs.openssl.org/3.0/man1/openssl-ciphers/' },
    { name: 'Sweet32: attacks on 64-bit block ciphers', url: 'https://sweet32.info/' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        ssl_ciphers ECDHE+AESGCM:RC4-SHA;
      `,
      nginx`
        ssl_ciphers "ALL:!ADH:RC4+RSA:+HIGH:+MEDIUM";
      `,
    ],
    good: [
      nginx`
        ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256;
      `,
      nginx`
        ssl_ciphers HIGH:!aNULL:!MD5;
      `,
      nginx`
        ssl_ciphers EECDH+AESGCM:EDH+AESGCM:-RC4:!3DES;
      `,
      nginx`
        ssl_protocols TLSv1.3;
        ssl_ciphers ALL;
      `,
    ],
  },
  check(directive, report, context) {
    const list = directive.name === 'ssl_ciphers' ? directive.arg(0) : undefined;
    if (list === undefined) return;
    const protocols = directive.scope.effective('ssl_protocols').directives.flatMap(({ values }) => values);
    if (protocols.length > 0 && protocols.every((name) => name.toLowerCase() === 'tlsv1.3')) return;
    const weak = weakCiphers(list);
    const [worst] = weak;
    if (worst === undefined) return;
    const { edit } = directive.scope.model;
    const repaired = withoutWeakCiphers(list);
    const recommended = tlsLevel('intermediate').ciphers ?? '';
    const kinds = someOf(
      weak.map(({ weakness }) => weakness),
      2,
      20,
    );
    const exclusions = weak
      .slice(0, 2)
      .map(({ exclusion }) => exclusion)
      .join(':');
    const isMild = weak.every(({ grade, isRefusedByLevel }) => grade === 'dated' || isRefusedByLevel);
    const lost = context.nginx.tls === 'modern' ? 'clients without TLS 1.3' : 'clients that know nothing better';
    report({
      at: directive.argAt(0),
      message: `ssl_ciphers enables ${worst.suites[0]} (${kinds}), which can be broken; exclude ${exclusions}`,
      ...(isMild ? { severity: 'medium' as const } : {}),
      fixes: [
        ...(repaired === ''
          ? []
          : fixIf(
              `Remove the weak suites from ssl_ciphers (${lost} lose access)`,
              'behavior-changing',
              edit.replaceArg(directive, 0, repaired),
            )),
        ...fixIf(
          `Use Mozilla's intermediate cipher list (${lost} lose access)`,
          'behavior-changing',
          edit.replaceArg(directive, 0, recommended),
        ),
      ],
    });
  },
});
