import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-verify-client-optional',
  subject: 'nginxDirective',
  directives: ['ssl_verify_client'],
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'Client certificates are asked for but nobody looks at the result',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase().startsWith('optional') !== true) return;
    const { scope } = directive;
    const top = scope.enclosing('http') ?? scope;
    if (!top.visible || !top.complete) return;
    const uses = [top, ...top.descendants()].flatMap((inner) => inner.directives);
    if (
      uses.some(
        ({ values, name }) => /lua|js_|perl/.test(name) || values.some((value) => /\$\{?ssl_client_/i.test(value)),
      )
    )
      return;
    report({
      at: directive.argAt(0),
      message: 'Client certificates are optional and $ssl_client_verify is never checked; check it or say on',
    });
  },
});
