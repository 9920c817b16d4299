import { fixIf } from '../../finding/fix.ts';
import { addressList, allowsWithoutDeny } from '../../subjects/nginx/access.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/allow-without-deny',
  subject: 'nginxScope',
  severity: 'high',
  severityBecause: 'anyone on the network × reaches what was meant for a few addresses',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'An allow list without deny keeps nobody out',
  why:
    'nginx lets everybody in whom no line mentions. A block with `allow` only therefore restricts nothing; the list needs ' +
    '`deny all` at its end.',
  references: [{ name: 'nginx: allow and deny', url: 'https://nginx.org/en/docs/http/ngx_http_access_module.html' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /admin/ {
            allow 10.0.0.0/8;
            proxy_pass http://app:8080;
        }
      `,
    ],
    good: [
      nginx`
        location /admin/ {
            allow 10.0.0.0/8;
            deny all;
        }
      `,
      nginx`
        location /admin/ {
            satisfy any;
            allow 10.0.0.0/8;
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
        }
      `,
      nginx`
        location /admin/ {
            allow 10.0.0.0/8;
            include snippets/deny.conf;
        }
      `,
    ],
  },
  check(scope, report) {
    const allows = allowsWithoutDeny(scope);
    const [first] = allows;
    const last = allows.at(-1);
    if (first === undefined || last === undefined) return;
    const outer = scope.parent === undefined ? 'none' : addressList(scope.parent);
    // `nested-allow-opens-parent` says it with the list that is lost.
    if (outer === 'closed' || outer === 'restricted') return;
    report({
      at: first.at,
      message: `${labelOf(scope)} has allow but no deny, so everybody gets in; add deny all`,
      fixes: fixIf(
        'Add deny all (addresses that are not listed get 403)',
        'behavior-changing',
        scope.model.edit.insertAfter(last, ['deny all;']),
      ),
    });
  },
});
