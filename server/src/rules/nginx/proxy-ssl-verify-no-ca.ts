import { fixIf } from '../../finding/fix.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

/** Where Debian and Alpine keep the CAs of the web. */
const PUBLIC = '/etc/ssl/certs/ca-certificates.crt';

export default defineRule({
  id: 'nginx/proxy-ssl-verify-no-ca',
  subject: 'nginxDirective',
  directives: ['proxy_pass'],
  severity: 'medium',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'Certificate verification is on without a trusted certificate',
  fix: 'needs-input',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase().startsWith('https://') !== true) return;
    const { scope } = directive;
    if (scope.isOn('proxy_ssl_verify', false) !== true) return;
    const authority = scope.effective('proxy_ssl_trusted_certificate');
    const store = scope.effective('proxy_ssl_certificate_cache');
    if (!authority.known || authority.directive !== undefined || store.directive !== undefined) return;
    const verify = scope.scalar('proxy_ssl_verify').directive;
    report({
      at: directive.at,
      message: 'proxy_ssl_verify needs proxy_ssl_trusted_certificate, else nginx does not start; add the CA file',
      related: verify === undefined ? [] : [{ at: verify.at, message: 'Verification is switched on here' }],
      fixes: fixIf(
        `Name the CA file that signed the application’s certificate (${PUBLIC} has public ones only: others end in 502)`,
        'needs-input',
        scope.model.edit.insertAfter(directive, [`proxy_ssl_trusted_certificate ${placeholder(1, PUBLIC)};`], true),
      ),
    });
  },
});
