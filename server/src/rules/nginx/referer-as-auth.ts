import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { isAssetPath } from '../../subjects/nginx/content.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/referer-as-auth',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × sends the header that opens the place',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Access is decided by a header the client writes',
  why: '`Referer` and `User-Agent` are what the client says they are; one option of curl sets them. Such a check stops hot links to pictures, never a person who wants in.',
  references: [
    { name: 'nginx: referer module', url: 'https://nginx.org/en/docs/http/ngx_http_referer_module.html' },
    { name: 'CWE-293: Using Referer Field for Authentication', url: 'https://cwe.mitre.org/data/definitions/293.html' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /admin/ {
            if ($http_referer !~ ^https://intranet\\.example\\.org/) {
                return 403;
            }
            proxy_pass http://app:8080;
        }
      `,
    ],
    good: [
      nginx`
        location ~* \\.(?:png|jpg)$ {
            valid_referers server_names;
            if ($invalid_referer) {
                return 403;
            }
        }
      `,
      nginx`
        location / {
            if ($http_user_agent ~* "badbot") {
                return 403;
            }
            proxy_pass http://app:8080;
        }
      `,
      nginx`
        location / {
            if ($allowed != 1) {
                return 403;
            }
            proxy_pass http://app:8080;
        }
      `,
    ],
  },
  check(scope, report) {
    const place = scope.location?.scope;
    if (scope.kind !== 'if' || place === undefined || handlerOf(place) === undefined || isAssetPath(place)) return;
    const test = (scope.opener?.values.join(' ') ?? '').toLowerCase();
    const isReferer = /\$invalid_referer\b|\$http_referer\b\)? *!/.test(test);
    if (!isReferer && !/\$http_user_agent\b\)? *!/.test(test)) return;
    if (![401, 403, 404, 444].includes(answer(scope)?.status ?? 0)) return;
    const name = isReferer ? 'Referer' : 'User-Agent';
    report({
      at: scope.at,
      message: `${name} is whatever the client writes, so this keeps nobody out; ask for a login or an address`,
    });
  },
});
