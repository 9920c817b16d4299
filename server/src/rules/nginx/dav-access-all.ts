import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/dav-access-all',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'a foothold in any process of the machine × changes uploaded files',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'Uploaded files may be changed by every user of the machine',
  why: '`dav_access all:rw` gives every local user write access to what clients upload.',
  references: [
    { name: 'nginx: dav_access', url: 'https://nginx.org/en/docs/http/ngx_http_dav_module.html#dav_access' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /upload/ {
            dav_access user:rw group:rw all:rw;
        }
      `,
    ],
    good: [
      nginx`
        location /upload/ {
            dav_access user:rw group:r all:r;
        }
      `,
      nginx`
        location /upload/ {
            dav_access user:rw;
        }
      `,
    ],
  },
  check(directive, report) {
    const index = /^(dav_access|(proxy|fastcgi|uwsgi|scgi)_store_access)$/.test(directive.name)
      ? directive.values.indexOf('all:rw')
      : -1;
    if (index < 0) return;
    report({
      at: directive.argAt(index),
      message: `${directive.name} all:rw lets every user of the machine change these files; use all:r`,
      fixes: fixIf(
        'Use all:r (other users of the machine can only read)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, index, 'all:r'),
      ),
    });
  },
});
