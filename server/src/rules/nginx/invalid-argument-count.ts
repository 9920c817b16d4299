import { misuseOf } from '../../subjects/nginx/validation/misuse.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/invalid-argument-count',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'nginx refuses the whole configuration: every site it serves goes down at the next start',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A directive has too few or too many arguments, or lacks its block',
  why: 'nginx knows how many arguments each directive takes and refuses the whole configuration otherwise. A missing semicolon shows up here too: the next line becomes part of the directive above it.',
  references: [
    { name: 'nginx: directives and their syntax', url: 'https://nginx.org/en/docs/dirindex.html' },
    { name: 'nginx: ngx_conf_handler', url: 'https://github.com/nginx/nginx/blob/master/src/core/ngx_conf_file.c' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
          listen 80;
          root;
        }
      `,
      nginx`
        server {
          listen 80;
          location /a /b {
            return 404;
          }
          server_tokens off on;
        }
      `,
    ],
    good: [
      nginx`
        server {
          listen 80;
          root /srv/www;
          return 301 https://$host$request_uri;
        }
      `,
      nginx`
        upstream app {
          server 127.0.0.1:3000 max_fails=2 fail_timeout=5s;
        }
      `,
    ],
  },
  check(directive, report, context) {
    const misuse = misuseOf(directive, context.nginx.version);
    const { name, at } = directive;
    if (misuse?.kind === 'arguments') {
      const found = directive.args.length;
      report({
        at,
        message: `invalid number of arguments in "${name}": it takes ${misuse.expected}, ${found} found; nginx will not start`,
      });
    } else if (misuse?.kind === 'no-block') {
      report({ at, message: `"${name}" opens no block, nginx will not start: end it with ";"` });
    } else if (misuse?.kind === 'needs-block') {
      report({ at, message: `directive "${name}" has no opening "{", nginx will not start: give it a block` });
    }
  },
});
