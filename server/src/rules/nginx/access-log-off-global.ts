import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/access-log-off-global',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × nobody can tell afterwards what an attacker did',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'Requests of a whole server are not logged',
  why:
    'Without an access log an attack leaves no trace and a leak cannot be measured. Health checks and static files may stay out ' +
    'of it, by `access_log off` in their location or `access_log … if=`.',
  references: [
    { name: 'nginx: access_log', url: 'https://nginx.org/en/docs/http/ngx_http_log_module.html#access_log' },
    {
      name: 'OWASP A09: Security Logging and Monitoring Failures',
      url: 'https://owasp.org/Top10/A09_2021-Security_Logging_and_Monitoring_Failures/',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        http {
            access_log off;
            server {
                listen 80;
                root /srv/www;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            location = /favicon.ico {
                access_log off;
            }
        }
      `,
      nginx`
        http {
            access_log /var/log/nginx/access.log;
        }
      `,
    ],
  },
  check(directive, report) {
    const { scope } = directive;
    if (directive.name !== 'access_log' || directive.arg(0)?.toLowerCase() !== 'off' || scope.protocol !== 'http')
      return;
    if (scope.kind === 'server') {
      const { server } = scope;
      if (server === undefined || isLocal(server) || isForDevelopment(server) || !servesContent(server)) return;
    } else if (scope.kind !== 'http') return;
    // Switched on again for what matters.
    if (scope.descendants().some((inner) => inner.own('access_log').some((it) => it.arg(0)?.toLowerCase() !== 'off')))
      return;
    report({
      at: directive.at,
      message: `access_log off for ${scope.kind === 'http' ? 'all servers' : 'this server'} leaves attacks without a trace; log, or leave out single locations`,
    });
  },
});
