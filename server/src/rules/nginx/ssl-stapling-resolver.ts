import { fixIf } from '../../finding/fix.ts';
import { EXAMPLE_ADDRESS, placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-stapling-resolver',
  subject: 'nginxDirective',
  directives: ['ssl_stapling'],
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'OCSP stapling cannot look up the responder',
  fix: 'needs-input',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'on') return;
    const { scope } = directive;
    const resolver = scope.effective('resolver');
    if (
      !resolver.known ||
      resolver.directive !== undefined ||
      scope.scalar('ssl_stapling_file').directive !== undefined
    )
      return;
    const responder = scope.scalar('ssl_stapling_responder').directive?.arg(0) ?? '';
    if (/^https?:\/\/(\d{1,3}(\.\d{1,3}){3}|\[)/.test(responder)) return;
    // Nothing is stapled where no server speaks TLS.
    if (scope.kind === 'http' && !scope.model.servers.some(({ tls }) => tls !== 'none')) return;
    // The servers inside may have their own.
    if (scope.descendants().some((inner) => inner.first('resolver') !== undefined)) return;
    report({
      at: directive.at,
      message: 'ssl_stapling needs a resolver to ask the certificate’s responder; add one',
      fixes: fixIf(
        'Name your DNS server in resolver',
        'needs-input',
        scope.model.edit.insertAfter(directive, [`resolver ${placeholder(1, EXAMPLE_ADDRESS)};`], true),
      ),
    });
  },
});
