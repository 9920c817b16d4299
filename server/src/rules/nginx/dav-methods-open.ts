import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { accessTo, addressList, loginIn } from '../../subjects/nginx/access.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/dav-methods-open',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × writes and deletes one service’s files',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'Everybody may write files by WebDAV',
  why:
    '`dav_methods` lets clients upload, move and delete files. Without a login or an address list anybody can replace pages, ' +
    'store malware or fill the disk.',
  references: [{ name: 'nginx: dav_methods', url: 'https://nginx.org/en/docs/http/ngx_http_dav_module.html' }],
  fix: 'needs-input',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 80;
            location /upload/ {
                root /srv/dav;
                dav_methods PUT DELETE;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 80;
            location /upload/ {
                dav_methods PUT DELETE;
                limit_except GET {
                    allow 10.0.0.0/8;
                    deny all;
                }
            }
        }
      `,
      nginx`
        server {
            listen 80;
            location /upload/ {
                dav_methods PUT;
                auth_basic "Staff";
                auth_basic_user_file /etc/nginx/htpasswd;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    const { scope } = directive;
    if (directive.name !== 'dav_methods' || directive.arg(0)?.toLowerCase() === 'off' || directive.args.length === 0)
      return;
    if (accessTo(scope) !== 'open' || scope.children.some(isGuard)) return;
    report({
      at: directive.at,
      message: `dav_methods ${directive.values.join(' ').slice(0, 30)} lets everybody write files here; require a login or an address list`,
      fixes: fixIf(
        'Let listed addresses in only',
        'needs-input',
        scope.own('allow').length + scope.own('deny').length > 0
          ? undefined
          : scope.model.edit.insert(scope, [`allow ${placeholder(1, '10.0.0.0/8')};`, 'deny all;'], { snippet: true }),
      ),
    });
  },
});

function isGuard(scope: NginxScope): boolean {
  return (
    scope.kind === 'limit_except' &&
    (loginIn(scope) !== undefined || ['closed', 'restricted'].includes(addressList(scope)))
  );
}
