import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/internal-missing',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × calls an address meant for nginx itself',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A location that only serves nginx’s own requests is open to clients',
  why: 'The target of `auth_request` or `mirror` is asked by nginx. Without `internal` clients may call it as well and see answers that were not meant for them.',
  references: [{ name: 'nginx: internal', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#internal' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            location / {
                auth_request /check;
                proxy_pass http://app:8080;
            }
            location = /check {
                proxy_pass http://auth:8080;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            location / {
                auth_request /check;
            }
            location = /check {
                internal;
                proxy_pass http://auth:8080;
            }
        }
      `,
      nginx`
        server {
            location = /check {
                proxy_pass http://auth:8080;
            }
        }
      `,
    ],
  },
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
