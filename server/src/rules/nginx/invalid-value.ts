import { fixIf } from '../../finding/fix.ts';
import { isJudged, misuseOf } from '../../subjects/nginx/validation/misuse.ts';
import { valueProblems } from '../../subjects/nginx/validation/value-checks.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/invalid-value',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'nginx refuses the whole configuration: every site it serves goes down at the next start',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A value that nginx refuses',
  why: 'nginx checks values when it reads the file: flags must be on or off, sizes and times have their own units, conditions and locations their own grammar. One wrong value and the whole configuration is refused, so nothing the file says takes effect.',
  references: [
    { name: 'nginx: measurement units', url: 'https://nginx.org/en/docs/syntax.html' },
    { name: 'nginx: if', url: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#if' },
    { name: 'nginx: location', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#location' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
          listen 80;
          autoindex yes;
          client_max_body_size 10mb;
        }
      `,
      nginx`
        server {
          listen 80;
          location ~ ^/api/ {
            proxy_pass http://127.0.0.1:3000/v1/;
          }
          if ($host=example.org) {
            return 403;
          }
        }
      `,
      nginx`
        server {
          listen 80;
          location = /admin {
            location /admin/users {
              deny all;
            }
          }
        }
      `,
    ],
    good: [
      nginx`
        server {
          listen 80;
          autoindex OFF;
          client_max_body_size 10m;
          keepalive_timeout 1m 30s;
        }
      `,
      nginx`
        server {
          listen 80;
          if ( $host = example.org ) {
            return https://$host$request_uri;
          }
          location ~ ^/api/ {
            proxy_pass http://127.0.0.1:3000;
          }
        }
      `,
    ],
  },
  check(directive, report, context) {
    const version = context.nginx.version;
    if (!isJudged(directive) || misuseOf(directive, version) !== undefined) return;
    for (const problem of valueProblems(directive, version)) {
      const message = `${problem.message}: nginx will not start`;
      const { at, instead } = problem;
      report({
        at,
        message: message.length <= 120 ? message : problem.message.slice(0, 120),
        fixes:
          instead === undefined
            ? []
            : fixIf(
                `Write ${instead.value} (the setting takes effect)`,
                'behavior-changing',
                directive.scope.model.edit.replaceArg(instead.directive, instead.index, instead.value),
              ),
      });
    }
  },
});
