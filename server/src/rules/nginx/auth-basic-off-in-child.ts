import { accessTo } from '../../subjects/nginx/access.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/auth-basic-off-in-child',
  subject: 'nginxDirective',
  directives: ['auth_basic', 'auth_request'],
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A location inside a protected block needs no login',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (directive.arg(0)?.toLowerCase() !== 'off') return;
    const outer = scope.parent?.scalar(directive.name).directive;
    if (
      scope.kind !== 'location' ||
      outer === undefined ||
      outer.arg(0)?.toLowerCase() === 'off' ||
      accessTo(scope) !== 'open'
    )
      return;
    if (
      /well-known|health|ping|status|ready|live|favicon|robots|static|assets|public|login|auth|oauth|sso|webhook|callback|\.(js|css|png|ico|svg)/i.test(
        scope.location?.path ?? '',
      )
    )
      return;
    report({
      at: directive.at,
      message: `${labelOf(scope)} is open although the block around it asks for a login; check that it should be`,
      related: [{ at: outer.at, message: 'The login that is switched off' }],
    });
  },
});
