import { fixIf } from '../../finding/fix.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-ssl-sni-off',
  subject: 'nginxDirective',
  directives: ['proxy_pass'],
  severity: 'low',
  category: 'transport',
  profile: 'strict',
  stages: 'any',
  summary: 'The host name is not sent to a TLS application',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const target = upstreamTarget(directive);
    if (target?.scheme !== 'https' || target.upstream !== undefined || hostKind(target.host) !== 'public-name') return;
    const { scope } = directive;
    if (scope.isOn('proxy_ssl_server_name', false) !== false || !scope.effective('proxy_ssl_server_name').known) return;
    report({
      at: directive.argAt(0),
      message: `The name ${target.host.slice(0, 40)} is not sent in the TLS handshake; set proxy_ssl_server_name on`,
      fixes: fixIf(
        'Set proxy_ssl_server_name on (the host name is sent in the handshake)',
        'behavior-changing',
        scope.first('proxy_ssl_server_name') === undefined
          ? scope.model.edit.insertAfter(directive, ['proxy_ssl_server_name on;'])
          : undefined,
      ),
    });
  },
});
