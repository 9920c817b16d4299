import { fixIf } from '../../finding/fix.ts';
import { someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

// CIS NGINX Benchmark 2.1.0, 2.4.3, 5.2.1.
const WANTED = ['client_header_timeout', 'client_body_timeout', 'send_timeout', 'keepalive_timeout'] as const;

export default defineRule({
  id: 'nginx/timeouts-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Client timeouts are left at a minute or more',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    if (scope.kind !== 'http' || !scope.visible || !scope.complete) return;
    if (scope.model.servers.every(({ protocol }) => protocol !== 'http')) return;
    const inside = [scope, ...scope.descendants()];
    const missing = WANTED.filter((name) => !inside.some((inner) => inner.first(name) !== undefined));
    if (missing.length === 0) return;
    report({
      at: scope.at,
      message: `http leaves ${someOf(missing, 2)} at a minute or more; set them to 10s`,
      fixes: fixIf(
        `Set ${missing.join(', ')} to 10s (very slow clients are cut off)`,
        'behavior-changing',
        scope.model.edit.insert(
          scope,
          missing.map((name) => `${name} 10s;`),
        ),
      ),
    });
  },
});
