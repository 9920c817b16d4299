import { defineRule, nginx } from '../contract.ts';

const SETS: readonly string[] = ['proxy_set_header', 'grpc_set_header', 'uwsgi_param', 'fastcgi_param', 'scgi_param'];
const NAMES = /^(http_)?(proxy[-_])?authorization$/i;

export default defineRule({
  id: 'nginx/proxy-set-header-auth-literal',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'a leaked copy of the file × one service’s identity',
  category: 'secret',
  profile: 'recommended',
  stages: 'any',
  summary: 'Credentials for the application stand in the file',
  why:
    'The Authorization header is written out. Everybody who sees the file, a backup or the repository’s history can log in as ' +
    'nginx does; `Basic` is merely encoded. Keep it in a file outside the repository and include that.',
  references: [
    { name: 'CWE-798: Use of Hard-coded Credentials', url: 'https://cwe.mitre.org/data/definitions/798.html' },
    {
      name: 'nginx: proxy_set_header',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_set_header Authorization "Basic c3RhZmY6bm90LWEtcmVhbC1vbmU=";
        }
      `,
    ],
    good: [
      nginx`
        proxy_set_header Authorization $http_authorization;
      `,
      nginx`
        proxy_set_header Authorization "";
      `,
      nginx`
        proxy_set_header Authorization "Bearer $app_token";
      `,
    ],
  },
  check(directive, report, context) {
    const [name, value] = directive.values;
    if (!SETS.includes(directive.name) || name === undefined || !NAMES.test(name)) return;
    const match = /^(basic|bearer|token|digest|apikey)\s+(\S{6,})$/i.exec(value?.trim() ?? '');
    if (match === null || /[$<{]|x{4}|\.\.\.|your|change|example|placeholder/i.test(match[2] ?? '')) return;
    if (context.stage === 'template') return;
    report({
      at: directive.argAt(1),
      message: `${name} holds ${match[1]} credentials in clear; include them from a file outside the repository`,
    });
  },
});
