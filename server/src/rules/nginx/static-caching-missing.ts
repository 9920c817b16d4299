import { isForDevelopment, isLocal, servesPages } from '../../subjects/nginx/answers.ts';
import { sendsAnywhere } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/static-caching-missing',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'hygiene: browsers load the same files again and again',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  summary: 'Browsers are not told how long they may keep files',
  why: 'Without `expires` or `Cache-Control` browsers guess how long a style sheet or image stays valid. Checklists ask for long times on files whose names change with their content.',
  references: [{ name: 'nginx: expires', url: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html#expires' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 80;
                root /srv/www;
            }
        }
      `,
    ],
    good: [
      nginx`
        events {}
        http {
            server {
                listen 80;
                root /srv/www;
                expires 7d;
            }
        }
      `,
      nginx`
        server {
            listen 80;
            root /srv/www;
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (
      scope.kind !== 'server' ||
      server?.protocol !== 'http' ||
      isLocal(server) ||
      isForDevelopment(server) ||
      !servesPages(server)
    )
      return;
    const inside = [scope, ...scope.descendants()];
    if (!scope.scalar('expires').known || !scope.array('add_header').known || !scope.complete) return;
    if (
      inside.some((inner) => inner.scalar('expires').directive !== undefined) ||
      sendsAnywhere(scope, 'cache-control')
    )
      return;
    report({
      at: scope.at,
      message: 'Files go out without expires or Cache-Control, so browsers guess; set expires for static files',
    });
  },
});
