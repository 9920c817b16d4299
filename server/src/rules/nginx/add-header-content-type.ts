import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { answer } from '../../subjects/nginx/answers.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/add-header-content-type',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'a browser × takes the answer for another type than was meant',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A second Content-Type is sent beside the one of nginx',
  why: 'nginx has set `Content-Type` already, from the file’s extension, `default_type` or the application; `add_header` sends one more. Clients take the first, the last or neither, and a page that was to be plain text may run as HTML.',
  references: [
    { name: 'nginx: default_type', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#default_type' },
    { name: 'RFC 9110: Content-Type', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-8.3' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            location = /health {
                add_header Content-Type text/plain;
                return 200 "ok";
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            location = /health {
                default_type text/plain;
                return 200 "ok";
            }
        }
      `,
      nginx`
        server {
            location / {
                if ($request_method = OPTIONS) {
                    add_header Content-Type "text/plain; charset=utf-8";
                    return 204;
                }
                proxy_pass http://app:8080;
            }
        }
      `,
      nginx`
        location / {
            proxy_hide_header Content-Type;
            add_header Content-Type $type;
            proxy_pass http://app:8080;
        }
      `,
    ],
  },
  check(directive, report) {
    const { scope } = directive;
    const header = headerOf(directive);
    if (header?.name !== 'content-type' || header.value === '' || isHidden(scope)) return;
    const status = answer(scope)?.status;
    // An answer without a body has no type of its own.
    if (status !== undefined && status !== 200) return;
    const isOwn = status === 200 && scope.kind === 'location' && scope.first('default_type') === undefined;
    const { edit } = scope.model;
    report({
      at: directive.argAt(0),
      message: 'nginx sends this beside its own Content-Type, and clients choose one; use default_type or types',
      fixes: isOwn
        ? fixIf('Use default_type (one Content-Type is sent)', 'behavior-changing', [
            ...edit.rename(directive, 'default_type'),
            ...edit.removeArg(directive, 0),
            ...(header.always ? edit.removeArg(directive, 2) : []),
          ])
        : [],
    });
  },
});

/** Whether the application's own header is taken away. */
function isHidden(scope: NginxScope): boolean {
  return ['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc'].some((module) =>
    scope.array(`${module}_hide_header`).directives.some((it) => it.arg(0)?.toLowerCase() === 'content-type'),
  );
}
