import { fixIf } from '../../finding/fix.ts';
import { ALLOW_ORIGIN, ownHeaders } from '../../subjects/nginx/cors.ts';
import { isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-vary-missing',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × wrong answers from caches',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'The allowed origin changes by request but Vary does not say so',
  why:
    'When Access-Control-Allow-Origin depends on the request, a cache may hand one site’s answer to another, and the browser ' +
    'refuses it. `Vary: Origin` makes caches keep them apart.',
  references: [
    {
      name: 'Fetch: CORS protocol and HTTP caches',
      url: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /api/ {
            add_header Access-Control-Allow-Origin $cors_origin always;
            proxy_pass http://app:8080;
        }
      `,
    ],
    good: [
      nginx`
        location /api/ {
            add_header Access-Control-Allow-Origin $cors_origin always;
            add_header Vary "Accept-Encoding, Origin" always;
        }
      `,
      nginx`
        add_header Access-Control-Allow-Origin *;
      `,
    ],
  },
  check(start, report) {
    if (!isFirstHeader(start)) return;
    const { scope } = start;
    const [header] = ownHeaders(scope, ALLOW_ORIGIN).filter(({ value }) => value.includes('$'));
    if (header === undefined || header.directive.name !== 'add_header' || scope.kind === 'if') return;
    // A variable that is the same for everybody (`$scheme://$host`) needs no Vary.
    if (!/origin|cors|referer|allow/i.test(header.value)) return;
    const varies = responseHeaders(scope)
      .all('vary')
      .some(({ value }) => /origin|\*|\$/i.test(value));
    if (varies) return;
    report({
      at: header.directive.at,
      message: 'Access-Control-Allow-Origin changes by request; add Vary: Origin so that caches keep answers apart',
      fixes: fixIf(
        'Add Vary: Origin (caches keep one answer per origin)',
        'behavior-changing',
        scope.model.edit.insertAfter(header.directive, ['add_header Vary Origin always;']),
      ),
    });
  },
});
