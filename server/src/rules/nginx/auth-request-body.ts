import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/auth-request-body',
  subject: 'nginxScope',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'The authentication service is told of a body it never gets',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location, server } = scope;
    const pass = scope.first('proxy_pass');
    if (pass === undefined || scope.kind !== 'location' || location === undefined || server === undefined) return;
    if (location.modifier !== '=' && location.modifier !== '') return;
    const user = server.scope
      .descendants()
      .concat(server.scope)
      .flatMap((inner) => inner.own('auth_request'))
      .find((it) => it.arg(0) === location.path);
    const body = scope.scalar('proxy_pass_request_body');
    const sent = scope.array('proxy_set_header');
    if (user === undefined || !body.known || !sent.known || body.directive?.arg(0)?.toLowerCase() === 'off') return;
    if (scope.isOn('proxy_pass_request_headers', true) !== true) return;
    if (sent.directives.some((it) => it.arg(0)?.toLowerCase() === 'content-length')) return;
    const { edit } = scope.model;
    const isOwn = sent.scope === undefined || sent.scope === scope;
    const added = ['proxy_set_header Content-Length "";'];
    const copies = isOwn ? [] : sent.directives.map((it) => edit.textOf(it));
    report({
      at: location.pathAt,
      message: `${location.path.slice(0, 30)} gets the Content-Length of a body that never comes, so POSTs hang; switch the body off`,
      related: [{ at: user.at, message: 'Where nginx asks it' }],
      fixes: fixIf(
        'Send neither body nor Content-Length (the service no longer waits for a body)',
        'behavior-changing',
        body.directive === undefined
          ? edit.insertAfter(pass, ['proxy_pass_request_body off;', ...copies, ...added])
          : undefined,
        isOwn ? [] : sent.directives,
      ),
    });
  },
});
