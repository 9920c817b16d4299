import { fixIf } from '../../finding/fix.ts';
import { addressList, allowsWithoutDeny } from '../../subjects/nginx/access.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/nested-allow-opens-parent',
  subject: 'nginxScope',
  severity: 'high',
  severityBecause: 'anyone on the network × reaches what the outer block denies',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'An allow in an inner block switches off the deny around it',
  why:
    '`allow` and `deny` are one list, and an inner block with any of them replaces the whole list of the outer one. With `allow` ' +
    'alone the inner block is open to everybody although the outer one ends with `deny all`.',
  references: [{ name: 'nginx: allow and deny', url: 'https://nginx.org/en/docs/http/ngx_http_access_module.html' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /internal/ {
            allow 10.0.0.0/8;
            deny all;
            location /internal/reports/ {
                allow 192.168.1.7;
            }
        }
      `,
    ],
    good: [
      nginx`
        location /internal/ {
            allow 10.0.0.0/8;
            deny all;
            location /internal/reports/ {
                allow 192.168.1.7;
                deny all;
            }
        }
      `,
      nginx`
        location /internal/ {
            allow 10.0.0.0/8;
            deny all;
            location /internal/public/ {
                allow all;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const allows = allowsWithoutDeny(scope);
    const last = allows.at(-1);
    const [first] = allows;
    if (scope.parent === undefined || first === undefined || last === undefined) return;
    const outer = addressList(scope.parent);
    if (outer !== 'closed' && outer !== 'restricted') return;
    const denial = scope.parent.array('allow', 'deny').directives.find(({ name }) => name === 'deny');
    report({
      at: first.at,
      message: `The allow in ${labelOf(scope)} replaces the deny around it, so everybody gets in; add deny all`,
      related: denial === undefined ? [] : [{ at: denial.at, message: 'The deny that no longer counts' }],
      fixes: fixIf(
        'Add deny all (addresses that are not listed get 403)',
        'behavior-changing',
        scope.model.edit.insertAfter(last, ['deny all;']),
      ),
    });
  },
});
