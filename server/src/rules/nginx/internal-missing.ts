import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/internal-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A location that only serves nginx’s own requests is open to clients',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location, server } = scope;
    if (scope.kind !== 'location' || location?.modifier !== '=' || server === undefined) return;
    if (scope.scalar('internal').directive !== undefined || scope.first('deny') !== undefined) return;
    const inside = [server.scope, ...server.scope.descendants()];
    const user = inside
      .flatMap((inner) => [...inner.own('auth_request'), ...inner.own('mirror')])
      .find((it) => it.arg(0) === location.path);
    if (user === undefined) return;
    report({
      at: location.pathAt,
      message: `${location.path.slice(0, 40)} is for ${user.name} only but clients can call it; add internal`,
      related: [{ at: user.at, message: 'Where nginx asks it' }],
      fixes: fixIf(
        'Add internal (clients get 404)',
        'behavior-changing',
        scope.model.edit.insert(scope, ['internal;'], { first: true }),
      ),
    });
  },
});
