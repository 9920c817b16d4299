import { fixIf } from '../../finding/fix.ts';
import { ALLOW_ORIGIN } from '../../subjects/nginx/cors.ts';
import { responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-preflight-swallowed',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'nothing × an outage: browsers refuse the call',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'The preflight answer loses Access-Control-Allow-Origin',
  why:
    'An `if` that adds headers of its own replaces the whole set of its location. A preflight answered inside it without ' +
    'Access-Control-Allow-Origin is refused by browsers, so the call itself never happens.',
  references: [
    { name: 'nginx: add_header', url: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header' },
    { name: 'MDN: Preflight request', url: 'https://developer.mozilla.org/en-US/docs/Glossary/Preflight_request' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /api/ {
            add_header Access-Control-Allow-Origin https://www.example.org always;
            if ($request_method = OPTIONS) {
                add_header Access-Control-Allow-Methods "GET, POST";
                return 204;
            }
            proxy_pass http://app:8080;
        }
      `,
    ],
    good: [
      nginx`
        location /api/ {
            add_header Access-Control-Allow-Origin https://www.example.org always;
            if ($request_method = OPTIONS) {
                add_header Access-Control-Allow-Origin https://www.example.org;
                add_header Access-Control-Allow-Methods "GET, POST";
                return 204;
            }
            proxy_pass http://app:8080;
        }
      `,
      nginx`
        location /api/ {
            add_header Access-Control-Allow-Origin https://www.example.org always;
            if ($request_method = OPTIONS) {
                return 204;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { parent, opener } = scope;
    if (scope.kind !== 'if' || parent === undefined || scope.own('add_header').length === 0) return;
    if (opener?.values.some((word) => /options/i.test(word)) !== true) return;
    const mine = responseHeaders(scope);
    const lost = responseHeaders(parent).find(ALLOW_ORIGIN);
    if (lost === undefined || lost.directive.name !== 'add_header' || mine.find(ALLOW_ORIGIN) !== undefined) return;
    if (!mine.list.some(({ name }) => name.startsWith('access-control-'))) return;
    const { edit } = scope.model;
    report({
      at: scope.at,
      message: 'This if has its own add_header, so preflights lose Access-Control-Allow-Origin; repeat it here',
      related: [{ at: lost.directive.at, message: 'The header that is lost' }],
      fixes: fixIf(
        'Repeat Access-Control-Allow-Origin here (preflights carry it again)',
        'behavior-changing',
        edit.insert(scope, [edit.textOf(lost.directive)], { first: true }),
        [lost.directive],
      ),
    });
  },
});
