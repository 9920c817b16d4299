import { fixIf } from '../../finding/fix.ts';
import { ALLOW_ORIGIN, mayBeSentTwice } from '../../subjects/nginx/cors.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-duplicate',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × an outage: browsers refuse two values',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'The application may send Access-Control-Allow-Origin as well',
  why: 'When nginx and the application both add the header, the answer has it twice and browsers refuse it. `proxy_hide_header` drops the application’s.',
  references: [
    {
      name: 'nginx: proxy_hide_header',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_hide_header',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /api/ {
            add_header Access-Control-Allow-Origin https://www.example.org always;
            proxy_pass http://app:8080;
        }
      `,
    ],
    good: [
      nginx`
        location /api/ {
            proxy_hide_header Access-Control-Allow-Origin;
            add_header Access-Control-Allow-Origin https://www.example.org always;
            proxy_pass http://app:8080;
        }
      `,
      nginx`
        location /fonts/ {
            add_header Access-Control-Allow-Origin *;
            root /srv/www;
        }
      `,
    ],
  },
  check(directive, report) {
    const { scope } = directive;
    if (headerOf(directive)?.name !== ALLOW_ORIGIN || !mayBeSentTwice(scope)) return;
    const hidden = scope.array('proxy_hide_header');
    if (scope.own('add_header').find((it) => headerOf(it)?.name === ALLOW_ORIGIN) !== directive) return;
    report({
      at: directive.argAt(0),
      message: 'The application may send this header too, and browsers refuse two; add proxy_hide_header for it',
      fixes: fixIf(
        'Hide the application’s header (only nginx’s value is sent)',
        'behavior-changing',
        hidden.directives.length === 0 || hidden.scope === scope
          ? scope.model.edit.insert(scope, ['proxy_hide_header Access-Control-Allow-Origin;'])
          : undefined,
      ),
    });
  },
});
