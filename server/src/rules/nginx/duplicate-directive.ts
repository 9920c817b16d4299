import { fixIf } from '../../finding/fix.ts';
import { duplicatesIn } from '../../subjects/nginx/validation/duplicates.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/duplicate-directive',
  subject: 'document',
  severity: 'high',
  severityBecause: 'nginx refuses the whole configuration: every site it serves goes down at the next start',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A directive, location, upstream or listen that may stand only once is written twice',
  why: 'Most directives may be set once in a block; nginx refuses a second one, also when an included file brings it. Which of the two was meant, only its author knows: access_log, add_header, error_log, index and others may be repeated and are left alone.',
  references: [
    { name: 'nginx: ngx_conf_file.c', url: 'https://github.com/nginx/nginx/blob/master/src/core/ngx_conf_file.c' },
    { name: 'nginx: location', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#location' },
  ],
  fix: 'safe',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
          listen 80;
          root /srv/a;
          root /srv/b;
        }
      `,
      nginx`
        server {
          listen 80;
          location /static/ {
            root /srv;
          }
          location ^~ /static/ {
            root /srv/www;
          }
        }
      `,
    ],
    good: [
      nginx`
        server {
          listen 80;
          access_log /var/log/nginx/a.log;
          access_log /var/log/nginx/b.log;
          location = /static/ {
            return 404;
          }
          location /static/ {
            root /srv;
          }
        }
      `,
      nginx`
        server {
          listen 80;
          listen [::]:80;
          server_name a.example;
          server_name b.example;
        }
      `,
    ],
  },
  check(model, report) {
    if (model.format !== 'nginx' || model.file.template !== undefined) return;
    const top = model.top.visible ? [] : [model.top];
    for (const { first, second, message } of [...top, ...model.scopes].flatMap(duplicatesIn)) {
      const isSame =
        second.block === undefined && first.name === second.name && sameValues(first.values, second.values);
      report({
        at: second.at,
        message: `${message} in one block, nginx will not start: keep one of the two`,
        related: [{ at: first.at, message: 'the first one' }],
        fixes: isSame ? fixIf('Remove the repeated line', 'safe', model.edit.remove(second)) : [],
      });
    }
  },
});

function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
