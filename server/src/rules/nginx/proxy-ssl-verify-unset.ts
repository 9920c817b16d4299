import { isReservedHost } from '../../knowledge/env/hosts.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-ssl-verify-unset',
  subject: 'nginxDirective',
  directives: ['proxy_pass'],
  severity: 'low',
  category: 'transport',
  profile: 'strict',
  stages: 'production',
  summary: 'The certificate of an application on the internet is not checked',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (scope.protocol !== 'http') return;
    const target = upstreamTarget(directive);
    if (target === undefined || target.scheme !== 'https' || target.upstream !== undefined) return;
    // Inside one's own network somebody is in between already when it matters.
    const kind = hostKind(target.host);
    if ((kind !== 'public-name' && kind !== 'public-address') || isReservedHost(target.host)) return;
    const verify = scope.scalar('proxy_ssl_verify');
    if (!verify.known || verify.directive !== undefined) return;
    report({
      at: directive.argAt(0),
      message: `nginx does not check the certificate of ${target.host.slice(0, 36)}; set proxy_ssl_verify on with a trusted CA`,
    });
  },
});
