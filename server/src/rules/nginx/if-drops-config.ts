import { answer } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

// Directives that give the if a configuration of its own without ending the request.
const OWN = /^(add_header|expires|proxy_set_header|set|access_log|limit_rate|gzip|default_type|charset)$/;

export default defineRule({
  id: 'nginx/if-drops-config',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'nothing × an outage: 404 for files that exist',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'An if switches off the try_files of its location',
  why:
    'When the condition holds, the request is served by the hidden location of the `if`, which has no `try_files`. Paths that ' +
    'depended on the fallback answer 404.',
  references: [
    {
      name: 'nginx: If is Evil',
      url: 'https://github.com/nginxinc/nginx-wiki/blob/master/source/start/topics/depth/ifisevil.rst',
    },
    { name: 'nginx: try_files', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#try_files' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            try_files $uri /index.php;
            if ($uri ~ \.css$) {
                add_header Cache-Control public;
            }
        }
      `,
    ],
    good: [
      nginx`
        location / {
            try_files $uri /index.php;
            if ($request_method = DELETE) {
                return 405;
            }
        }
      `,
      nginx`
        location / {
            if ($uri ~ \.css$) {
                add_header Cache-Control public;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const tryFiles = scope.location?.scope.first('try_files');
    if (scope.kind !== 'if' || scope.parent !== scope.location?.scope || tryFiles === undefined) return;
    if (answer(scope) !== undefined || scope.first('rewrite') !== undefined || scope.first('return') !== undefined)
      return;
    const own = scope.directives.find((directive) => OWN.test(directive.name));
    if (own === undefined || scope.first('break') !== undefined) return;
    report({
      at: scope.at,
      message: 'When this if is true, try_files of the location does not run and files answer 404; use map instead',
      related: [{ at: tryFiles.at, message: 'The try_files that is skipped' }],
    });
  },
});
