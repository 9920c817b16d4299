import { type Fix, fixIf } from '../../finding/fix.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { isReservedHost } from '../../knowledge/env/hosts.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { hostKind, type UpstreamTarget, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
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
    report({
      at: directive.argAt(0),
      message: `${directive.name} off trusts whoever answers for the application; verify it with a trusted certificate`,
      fixes: verifyFixes(directive, secure),
    });
  },
});

/**
 * Verification against a CA file. None where no file alone would do: nginx compares the name of the target with those in the certificate, and
 * an address or the name of an `upstream` block is in none.
 */
function verifyFixes(directive: NginxDirective, targets: readonly UpstreamTarget[]): readonly Fix[] {
  const { scope } = directive;
  const { edit } = scope.model;
  const prefix = directive.name.replace('_verify', '');
  if (scope.scalar(`${prefix}_trusted_certificate`).directive !== undefined) return [];
  const isNamed = scope.scalar(`${prefix}_name`).directive !== undefined;
  const kinds = targets.map(({ host, upstream }) => (upstream === undefined ? hostKind(host) : 'upstream'));
  if (!isNamed && kinds.some((kind) => UNNAMED.has(kind))) return [];
  const isPublic = kinds.length > 0 && kinds.every((kind) => kind === 'public-name');
  const file = placeholder(1, isPublic ? PUBLIC : '/etc/nginx/tls/application-ca.pem');
  return fixIf(
    isPublic
      ? `Verify the certificate against ${PUBLIC} or another (what no CA in it has signed ends in 502)`
      : 'Verify the certificate against the file of the CA that signed it (any other ends in 502)',
    'needs-input',
    [
      ...edit.replaceArg(directive, 0, 'on'),
      ...edit.insertAfter(directive, [`${prefix}_trusted_certificate ${file};`], true),
    ],
  );
}

/** Where Debian and Alpine keep the CAs of the web. */
const PUBLIC = '/etc/ssl/certs/ca-certificates.crt';

/** What nginx finds in no certificate. */
const UNNAMED: ReadonlySet<string> = new Set(['upstream', 'private', 'public-address', 'loopback']);
