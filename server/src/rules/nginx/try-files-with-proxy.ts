import { defineRule, nginx } from '../contract.ts';

const PASSES: readonly string[] = ['proxy_pass', 'grpc_pass'];

export default defineRule({
  id: 'nginx/try-files-with-proxy',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × requests that the application should answer get 404 or a static page',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'try_files keeps requests from the application behind it',
  why: '`try_files` decides before `proxy_pass`: a path that is no file on this machine goes to the last argument, and only paths of existing files are proxied. The usual meaning, files first and the application for the rest, needs a named location.',
  references: [{ name: 'nginx: try_files', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#try_files' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            try_files $uri $uri/ =404;
            proxy_pass http://app:8080;
        }
      `,
    ],
    good: [
      nginx`
        location / {
            try_files $uri @app;
        }
        location @app {
            proxy_pass http://app:8080;
        }
      `,
      nginx`
        location ~ \\.php$ {
            try_files $uri =404;
            fastcgi_pass php:9000;
        }
      `,
      nginx`
        location / {
            try_files $uri $fallback;
            proxy_pass http://app:8080;
        }
      `,
    ],
  },
  check(directive, report) {
    const { scope } = directive;
    if (directive.name !== 'try_files' || scope.kind !== 'location') return;
    const last = directive.values.at(-1) ?? '';
    const pass = scope.directives.find(({ name }) => PASSES.includes(name));
    if (pass === undefined || !(/^=\d{3}$/.test(last) || last.startsWith('/'))) return;
    report({
      at: directive.at,
      message: `Paths that are no file here go to ${last.slice(0, 24)}, never to ${pass.name}; put ${pass.name} into a named location`,
      related: [{ at: pass.at, message: 'Only paths of existing files get here' }],
    });
  },
});
