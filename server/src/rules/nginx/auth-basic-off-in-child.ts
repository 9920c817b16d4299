import { accessTo } from '../../subjects/nginx/access.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/auth-basic-off-in-child',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × a part of what is protected around it',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A location inside a protected block needs no login',
  why: '`auth_basic off` in a location opens it although everything around asks for a password. That is right for challenges and health checks, and easily forgotten elsewhere.',
  references: [
    { name: 'nginx: auth_basic', url: 'https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html#auth_basic' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
            location /reports/ {
                auth_basic off;
                root /srv/www;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
            location /.well-known/acme-challenge/ {
                auth_basic off;
                root /srv/acme;
            }
        }
      `,
      nginx`
        server {
            location / {
                auth_basic off;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    const { scope } = directive;
    if (
      (directive.name !== 'auth_basic' && directive.name !== 'auth_request') ||
      directive.arg(0)?.toLowerCase() !== 'off'
    )
      return;
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
