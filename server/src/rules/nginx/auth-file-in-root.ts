import { publishedBy } from '../../subjects/nginx/published-files.ts';
import { defineRule, nginx } from '../contract.ts';

const FILES: readonly string[] = ['auth_basic_user_file', 'auth_jwt_key_file'];

export default defineRule({
  id: 'nginx/auth-file-in-root',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × the password hashes of one service',
  category: 'secret',
  profile: 'essential',
  stages: 'any',
  summary: 'A password file lies in a folder that is served to clients',
  why: 'The file with user names and password hashes is below a `root` or `alias`. Whoever guesses its name downloads it and tries passwords at leisure.',
  references: [
    {
      name: 'nginx: auth_basic_user_file',
      url: 'https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html#auth_basic_user_file',
    },
    {
      name: 'CWE-552: Files or Directories Accessible to External Parties',
      url: 'https://cwe.mitre.org/data/definitions/552.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            root /var/www/site;
            location /admin/ {
                auth_basic "Staff";
                auth_basic_user_file /var/www/site/.users;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            root /var/www/site;
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
        }
      `,
      nginx`
        server {
            auth_basic_user_file /var/www/site/.users;
        }
      `,
    ],
  },
  check(directive, report) {
    if (!FILES.includes(directive.name)) return;
    const path = directive.arg(0) ?? '';
    const folder = publishedBy(path, directive.scope.model);
    // Apache’s habit of denying .ht* is common in nginx files as well.
    const server = directive.scope.server;
    const place = folder === undefined ? undefined : server?.match(`/${path.slice(path.lastIndexOf('/') + 1)}`);
    if (
      folder === undefined ||
      (place !== undefined && typeof place !== 'string' && place.isRegex && place.scope.own('deny').length > 0)
    )
      return;
    report({
      at: directive.argAt(0),
      message: 'This password file is inside a folder that is served to clients; move it out of the web root',
      related: [{ at: folder.at, message: 'This folder is served' }],
    });
  },
});
