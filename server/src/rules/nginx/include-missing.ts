import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/include-missing',
  subject: 'document',
  severity: 'medium',
  severityBecause: 'nginx refuses the whole configuration when the file is not there: an outage at the next start',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'An included file does not exist',
  why: 'A path without wildcards must exist: nginx stops with "open() failed". Paths are relative to the folder of nginx.conf, never to the file that includes, which is the usual mistake. Only folders that are in the workspace are judged, and no file that nginx packages bring.',
  references: [
    { name: 'nginx: include', url: 'https://nginx.org/en/docs/ngx_core_module.html#include' },
    { name: 'nginx: ngx_conf_include', url: 'https://github.com/nginx/nginx/blob/master/src/core/ngx_conf_file.c' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      {
        format: 'nginx',
        name: 'nginx.conf',
        text: 'events {}\nhttp {\n  include snippets/header.conf;\n}\n',
        files: { 'snippets/headers.conf': 'add_header X-Content-Type-Options nosniff always;\n' },
      },
    ],
    good: [
      {
        format: 'nginx',
        name: 'nginx.conf',
        text: 'events {}\nhttp {\n  include mime.types;\n  include snippets/headers.conf;\n  include sites/*.conf;\n}\n',
        files: { 'snippets/headers.conf': 'add_header X-Content-Type-Options nosniff always;\n' },
      },
      nginx`
        # a fragment: where nginx.conf is, is not known
        server {
          listen 80;
          include snippets/headers.conf;
        }
      `,
    ],
  },
  check(model, report) {
    if (model.format !== 'nginx') return;
    for (const include of model.includes) {
      if (include.state !== 'missing') continue;
      report({
        at: include.directive.argAt(0),
        advice: include.directive.arg(0) ?? '',
        message: 'the included file does not exist (paths start at nginx.conf), nginx will not start: correct the path',
      });
    }
  },
});
