import { defineRule, nginx } from '../contract.ts';

const CONTENT =
  /^((proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass|root|alias|error_page|index|try_files|limit_except|deny|allow|auth_basic|sub_filter|gzip|charset|proxy_(?!pass$|no_cache|cache_bypass|cache$|cache_valid).+)$/;

export default defineRule({
  id: 'nginx/if-is-evil',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'nothing × requests served by other rules than the file seems to say',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'An if in a location holds more than return, rewrite or set',
  why:
    'An `if` makes a hidden location that replaces the one around it: `try_files` no longer runs, header sets are replaced, and ' +
    'only the last true `if` counts. `return`, `rewrite`, `set` and `break` are fine; for the rest use `map`.',
  references: [
    {
      name: 'nginx: If is Evil',
      url: 'https://github.com/nginxinc/nginx-wiki/blob/master/source/start/topics/depth/ifisevil.rst',
    },
    { name: 'nginx: if', url: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#if' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            try_files $uri @app;
            if ($http_user_agent ~ Mobile) {
                proxy_pass http://mobile;
            }
        }
      `,
    ],
    good: [
      nginx`
        location / {
            if ($request_method = POST) {
                return 405;
            }
        }
      `,
      nginx`
        location / {
            if ($scheme = http) {
                rewrite ^ https://$host$request_uri permanent;
            }
            if ($arg_debug) {
                set $mode debug;
                break;
            }
        }
      `,
      nginx`
        server {
            if ($host = www.example.org) {
                return 301 https://example.org$request_uri;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    if (scope.kind !== 'if' || scope.location === undefined) return;
    const evil = scope.directives.find((directive) => CONTENT.test(directive.name));
    if (evil === undefined) return;
    const tryFiles = scope.location.scope.first('try_files');
    report({
      at: evil.at,
      message: `${evil.name} in an if replaces what the location around it says; decide by map and keep it outside`,
      ...(tryFiles === undefined
        ? {}
        : { related: [{ at: tryFiles.at, message: 'This no longer runs when the if is true' }] }),
    });
  },
});
