import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { handlerOf } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/autoindex-on',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × an easier next step: the names of every file; low in a location of its own',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Folders are listed to clients',
  why:
    'Every folder without an index page shows its files: backups, exports and uploads whose names nobody could have guessed. ' +
    'Keep listings to locations that are meant for them.',
  references: [
    { name: 'nginx: autoindex', url: 'https://nginx.org/en/docs/http/ngx_http_autoindex_module.html' },
    {
      name: 'CWE-548: Exposure of Information Through Directory Listing',
      url: 'https://cwe.mitre.org/data/definitions/548.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            root /srv/www;
            autoindex On;
        }
      `,
      nginx`
        location / {
            autoindex on;
        }
      `,
    ],
    good: [
      nginx`
        server {
            autoindex off;
        }
      `,
      nginx`
        location /downloads/ {
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
            autoindex on;
        }
      `,
    ],
  },
  check(directive, report) {
    const name = directive.name === 'fancyindex' ? 'fancyindex' : 'autoindex';
    if (directive.name !== name || directive.arg(0)?.toLowerCase() !== 'on') return;
    const { scope } = directive;
    if (scope.protocol === 'stream') return;
    const access = accessTo(scope);
    if (access === 'closed' || access === 'restricted' || handlerOf(scope) !== undefined) return;
    report({
      at: directive.argAt(0),
      message: `${name} on shows the names of all files in a folder; switch it off outside of download areas`,
      ...(isWide(scope) ? {} : { severity: 'low' as const }),
      fixes: fixIf(
        `Set ${name} off (folders without an index page answer 403)`,
        'behavior-changing',
        scope.model.edit.replaceArg(directive, 0, 'off'),
      ),
    });
  },
});

function isWide(scope: NginxScope): boolean {
  return scope.kind !== 'location' || scope.location?.path === '/';
}
