import { defineRule, nginx } from '../contract.ts';

const EVERYTHING = /^\^?\/?(?:\(?\.\*\)?\$?)?$|^\.$/;

export default defineRule({
  id: 'nginx/if-file-check',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'nothing × more work for each request and rules that are hard to follow',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A file is looked for by if and rewrite instead of try_files',
  why: '`if (!-e $request_filename)` asks the disk, rewrites and starts the search for a location again, for every request. `try_files` does the same in one step and cannot be mixed up with other rewrites.',
  references: [
    { name: 'nginx: try_files', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#try_files' },
    {
      name: 'nginx: If is Evil',
      url: 'https://github.com/nginxinc/nginx-wiki/blob/master/source/start/topics/depth/ifisevil.rst',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            if (!-e $request_filename) {
                rewrite ^ /index.php last;
            }
        }
      `,
    ],
    good: [
      nginx`
        location / {
            try_files $uri $uri/ /index.php;
        }
      `,
      nginx`
        server {
            if (-f $document_root/maintenance.html) {
                return 503;
            }
        }
      `,
      nginx`
        location / {
            if (!-f $file) {
                rewrite ^ /index.php last;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const test = scope.opener?.values.join(' ') ?? '';
    if (scope.kind !== 'if' || !/!-[ef]\b.*\$request_filename\b/.test(test)) return;
    // One that takes the path apart does more than `try_files` can.
    if (!EVERYTHING.test(scope.first('rewrite')?.arg(0) ?? 'x')) return;
    report({
      at: scope.at,
      message: 'This if looks for a file and rewrites on every request; write try_files $uri with the fallback instead',
    });
  },
});
