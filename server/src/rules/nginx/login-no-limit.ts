import { accessTo } from '../../subjects/nginx/access.ts';
import { answer, handlerOf, isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

const LOGIN =
  /(^|[/_.-])(log-?in|sign-?in|wp-login|auth(enticate)?|sessions?|token|otp|password|reset-password|2fa|mfa|oauth\/token)(\.php|[/_.?-]|$|\b)/i;

export default defineRule({
  id: 'nginx/login-no-limit',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × tries passwords as fast as the application answers',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'A login address has no rate limit',
  why: 'Without `limit_req` a client tries thousands of passwords a minute. Many applications have a limit of their own; where they do not, nginx is the place.',
  references: [
    { name: 'nginx: limit_req', url: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html' },
    {
      name: 'OWASP: Authentication',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 80;
                location /login {
                    proxy_pass http://app:8080;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        http {
            limit_req_zone $binary_remote_addr zone=login:10m rate=5r/m;
            server {
                location /login {
                    limit_req zone=login burst=5;
                    proxy_pass http://app:8080;
                }
            }
        }
      `,
      nginx`
        server {
            location = /auth {
                internal;
                proxy_pass http://auth:8080;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { location, server } = scope;
    if (scope.kind !== 'location' || location === undefined || server === undefined || !LOGIN.test(location.path))
      return;
    if (isLocal(server) || isForDevelopment(server) || handlerOf(scope) === undefined || answer(scope) !== undefined)
      return;
    if (accessTo(scope) !== 'open') return;
    const limits = scope.array('limit_req');
    if (!limits.known || limits.directive !== undefined) return;
    report({
      at: location.pathAt,
      message: `${labelOf(scope)} has no rate limit, so passwords can be tried at full speed; add limit_req`,
    });
  },
});
