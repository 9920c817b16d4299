import { fixIf } from '../../finding/fix.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/auth-basic-no-file',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × reaches what was meant to need a password',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'auth_basic without a password file asks nobody',
  why: 'Without `auth_basic_user_file` nginx accepts `auth_basic` and serves the location to everybody, without a warning at start.',
  references: [
    {
      name: 'nginx: auth_basic_user_file',
      url: 'https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html#auth_basic_user_file',
    },
  ],
  fix: 'needs-input',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            location /admin/ {
                auth_basic "Staff";
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            auth_basic_user_file /etc/nginx/htpasswd;
            location /admin/ {
                auth_basic "Staff";
            }
        }
      `,
      nginx`
        location /admin/ {
            auth_basic off;
        }
      `,
      nginx`
        server {
            location /admin/ {
                auth_basic "Staff";
                include snippets/users.conf;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'auth_basic' || directive.args.length === 0 || directive.arg(0)?.toLowerCase() === 'off')
      return;
    const { scope } = directive;
    const around = scope.chain().filter(({ kind }) => kind !== 'http' && kind !== 'main' && kind !== 'unknown');
    if (scope.server?.scope.visible !== true || !around.every((level) => level.complete)) return;
    if (scope.scalar('auth_basic_user_file').directive !== undefined || directive.arg(0)?.includes('$') === true)
      return;
    // Set in the blocks inside instead, one file each.
    const inner = scope.descendants().filter(({ kind }) => kind === 'location');
    if (inner.length > 0 && inner.every((location) => location.scalar('auth_basic_user_file').directive !== undefined))
      return;
    report({
      at: directive.at,
      message: 'auth_basic has no auth_basic_user_file, so nginx asks nobody for a password; add the file',
      fixes: fixIf(
        'Add auth_basic_user_file',
        'needs-input',
        scope.model.edit.insertAfter(
          directive,
          [`auth_basic_user_file ${placeholder(1, '/etc/nginx/htpasswd')};`],
          true,
        ),
      ),
    });
  },
});
