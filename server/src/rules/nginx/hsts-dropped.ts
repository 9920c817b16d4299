import { fixIf } from '../../finding/fix.ts';
import { answer } from '../../subjects/nginx/answers.ts';
import { droppedHeaders } from '../../subjects/nginx/response-headers.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-dropped',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'anyone on the line × strips TLS from visitors who only see this location',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A location loses the HSTS header of its server',
  why:
    'One `add_header` in a block replaces the whole set of the level above. A location that only wanted a `Cache-Control` then ' +
    'answers without Strict-Transport-Security; when it serves the start page, browsers never learn the rule.',
  references: [
    { name: 'nginx: add_header', url: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 443 ssl;
            add_header Strict-Transport-Security "max-age=63072000" always;
            location / {
                add_header Cache-Control no-cache;
                root /srv/www;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 443 ssl;
            add_header Strict-Transport-Security "max-age=63072000" always;
            location / {
                add_header Cache-Control no-cache;
                add_header strict-transport-security "max-age=63072000" always;
                root /srv/www;
            }
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            add_header Strict-Transport-Security "max-age=63072000" always;
            location / {
                root /srv/www;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { parent, server } = scope;
    if (parent === undefined || server === undefined || server.tls === 'none' || scope.own('add_header').length === 0)
      return;
    const dropped = droppedHeaders(scope, parent);
    const [hsts] = dropped;
    // More than this one: `add-header-inheritance` names them all.
    if (dropped.length !== 1 || hsts?.name !== 'strict-transport-security' || hsts.directive.name !== 'add_header')
      return;
    const { edit } = scope.model;
    if (scope.kind === 'if' || answer(scope) !== undefined || scope.first('add_header_inherit')?.arg(0) === 'off')
      return;
    report({
      at: scope.at,
      message: `${labelOf(scope)} has its own add_header and so loses Strict-Transport-Security; repeat it here`,
      related: [{ at: hsts.directive.at, message: 'The header that is lost' }],
      fixes: fixIf(
        'Repeat Strict-Transport-Security here (its answers carry the header again)',
        'behavior-changing',
        edit.insert(scope, [edit.textOf(hsts.directive)]),
        [hsts.directive],
      ),
    });
  },
});
