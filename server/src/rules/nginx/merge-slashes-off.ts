import { fixIf } from '../../finding/fix.ts';
import { accessTo, refuses } from '../../subjects/nginx/access.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/merge-slashes-off',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × an easier next step: walks around access rules by a second slash',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'A doubled slash walks around the rules of a location',
  why:
    'With `merge_slashes off` the path `//admin` is not `/admin`: it misses `location /admin` with its `deny` or login and is ' +
    'served by another location, while the application behind usually treats both alike.',
  references: [
    { name: 'nginx: merge_slashes', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#merge_slashes' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            merge_slashes off;
            location /admin {
                deny all;
            }
            location / {
                proxy_pass http://app:8080;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            merge_slashes off;
            location / {
                proxy_pass http://app:8080;
            }
        }
      `,
      nginx`
        server {
            merge_slashes on;
            location /admin {
                deny all;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'merge_slashes' || directive.arg(0)?.toLowerCase() !== 'off') return;
    const guarded = directive.scope
      .descendants()
      .find(
        (scope) =>
          scope.kind === 'location' &&
          !scope.location?.isRegex &&
          scope.location?.modifier !== '@' &&
          (refuses(scope) || accessTo(scope) === 'restricted'),
      );
    if (guarded === undefined) return;
    report({
      at: directive.argAt(0),
      message: 'merge_slashes off lets //path walk around a location with access rules; leave it on',
      related: [{ at: guarded.at, message: 'A location that a second slash avoids' }],
      fixes: fixIf(
        'Set merge_slashes on (repeated slashes in paths become one)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, 'on'),
      ),
    });
  },
});
