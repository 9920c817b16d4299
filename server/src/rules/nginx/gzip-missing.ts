import { fixIf } from '../../finding/fix.ts';
import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/gzip-missing',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'hygiene: answers are larger than they need be',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  summary: 'Answers are sent uncompressed',
  why: 'Text shrinks to a fifth by compression. Deployment checklists ask for it; where a page repeats secrets beside what visitors typed, BREACH speaks against it.',
  references: [
    { name: 'nginx: gzip', url: 'https://nginx.org/en/docs/http/ngx_http_gzip_module.html#gzip' },
    { name: 'BREACH', url: 'https://www.breachattack.com/' },
  ],
  fix: 'behavior-changing',
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
            gzip on;
            server {
                listen 80;
                root /srv/www;
            }
        }
      `,
      nginx`
        server {
            listen 80;
        }
      `,
    ],
  },
  check(scope, report) {
    if (scope.kind !== 'http' || !scope.visible || !scope.complete) return;
    if (
      !scope.model.servers.some(
        (server) =>
          server.protocol === 'http' && servesContent(server) && !isLocal(server) && !isForDevelopment(server),
      )
    )
      return;
    const inside = [scope, ...scope.descendants()];
    if (inside.some((inner) => ['gzip', 'brotli', 'zstd'].some((name) => inner.first(name) !== undefined))) return;
    report({
      at: scope.at,
      message: 'http sends answers uncompressed; switch gzip on for text',
      fixes: fixIf(
        'Switch gzip on (text is compressed for clients that take it)',
        'behavior-changing',
        scope.model.edit.insert(scope, ['gzip on;']),
      ),
    });
  },
});
