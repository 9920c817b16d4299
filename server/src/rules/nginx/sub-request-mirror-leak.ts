import { fixIf } from '../../finding/fix.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/sub-request-mirror-leak',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Copies of requests go to another host with the login of the client',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location, server } = scope;
    const pass = scope.first('proxy_pass');
    const target = pass === undefined ? undefined : upstreamTarget(pass);
    if (scope.kind !== 'location' || location === undefined || server === undefined || target === undefined) return;
    const host = target.host.split('$')[0] ?? '';
    if (target.upstream !== undefined || !hostKind(host).startsWith('public')) return;
    const user = [server.scope, ...server.scope.descendants()]
      .flatMap((inner) => inner.own('mirror'))
      .find((it) => it.arg(0) === location.path);
    const sent = scope.array('proxy_set_header');
    if (user === undefined || !sent.known || scope.isOn('proxy_pass_request_headers', true) !== true) return;
    const set = sent.directives.map((it) => it.arg(0)?.toLowerCase());
    const missing = ['Authorization', 'Cookie'].filter((name) => !set.includes(name.toLowerCase()));
    if (missing.length === 0) return;
    report({
      at: location.pathAt,
      message: `Copies of requests go to ${host.slice(0, 24)} with ${missing.join(' and ')} of the client; clear them`,
      related: [{ at: user.at, message: 'What is copied' }],
      fixes: fixIf(
        `Clear ${missing.join(' and ')} (the copy arrives without them)`,
        'behavior-changing',
        sent.scope === undefined || sent.scope === scope
          ? scope.model.edit.insert(
              scope,
              missing.map((name) => `proxy_set_header ${name} "";`),
            )
          : undefined,
      ),
    });
  },
});
