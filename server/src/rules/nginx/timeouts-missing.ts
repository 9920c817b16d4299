import { fixIf } from '../../finding/fix.ts';
import { someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

// CIS NGINX Benchmark 2.1.0, 2.4.3, 5.2.1.
const WANTED = ['client_header_timeout', 'client_body_timeout', 'send_timeout', 'keepalive_timeout'] as const;

export default defineRule({
  id: 'nginx/timeouts-missing',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × ties up connections with slow requests; the defaults of 60 s are finite',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Client timeouts are left at a minute or more',
  why:
    'A client that sends its request or reads the answer one byte at a time keeps a connection for as long as the timeouts let ' +
    'it. The defaults are 60 and 75 seconds; benchmarks ask for 10 and for a keep-alive of 10 seconds.',
  references: [
    {
      name: 'nginx: client_header_timeout',
      url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#client_header_timeout',
    },
    { name: 'CIS NGINX Benchmark', url: 'https://www.cisecurity.org/benchmark/nginx' },
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
            client_header_timeout 10s;
            client_body_timeout 10s;
            send_timeout 10s;
            keepalive_timeout 10s;
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
