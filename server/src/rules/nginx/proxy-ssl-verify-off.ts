import { fixIf } from '../../finding/fix.ts';
import { isReservedHost } from '../../knowledge/env/hosts.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

const SWITCHES: readonly string[] = ['proxy_ssl_verify', 'grpc_ssl_verify', 'uwsgi_ssl_verify'];

export default defineRule({
  id: 'nginx/proxy-ssl-verify-off',
  subject: 'nginxDirective',
  directives: SWITCHES,
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'The certificate of the application is not checked',
  fix: 'needs-input',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'off') return;
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
