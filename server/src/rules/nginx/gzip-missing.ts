import { fixIf } from '../../finding/fix.ts';
import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

/** `text/html` is always among them (https://nginx.org/en/docs/http/ngx_http_gzip_module.html#gzip_types). */
const TYPES = 'gzip_types text/plain text/css text/javascript application/javascript application/json image/svg+xml;';

export default defineRule({
  id: 'nginx/gzip-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  summary: 'Answers are sent uncompressed',
  fix: 'behavior-changing',
  formats: ['nginx'],
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
        'Switch gzip on for text, scripts and JSON (compressed for clients that take it)',
        'behavior-changing',
        scope.model.edit.insert(
          scope,
          inside.some((inner) => inner.first('gzip_types') !== undefined) ? ['gzip on;'] : ['gzip on;', TYPES],
        ),
      ),
    });
  },
});
