import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/version-disclosure',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause:
    'anyone on the network × an easier next step: the version tells which holes are open; low when left at the default',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Answers and error pages show the nginx version',
  why:
    '`server_tokens` is on by default: every answer and error page names the exact version, and scanners pick their targets by ' +
    'it. `build` shows the version and the build name.',
  references: [
    { name: 'nginx: server_tokens', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            server_tokens ON;
        }
      `,
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
        http {
            server_tokens off;
            server {
                listen 80;
            }
        }
      `,
      nginx`
        server {
            listen 80;
        }
      `,
      nginx`
        http {
            server {
                server_tokens off;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    const { edit } = directive.scope.model;
    const value =
      directive.name === 'server_tokens' && directive.scope.protocol !== 'stream'
        ? directive.arg(0)?.toLowerCase()
        : undefined;
    if (value === 'on' || value === 'build') {
      report({
        at: directive.argAt(0),
        message: `server_tokens ${value} shows the nginx version to everybody; set it off`,
        fixes: fixIf(
          'Set server_tokens off (answers no longer name the version)',
          'behavior-changing',
          edit.replaceArg(directive, 0, 'off'),
        ),
      });
    }
    const http = directive.block;
    if (http === undefined || !leavesDefault(http)) return;
    report({
      at: http.at,
      message: 'http shows the nginx version in every answer and error page; add server_tokens off',
      severity: 'low',
      fixes: fixIf(
        'Add server_tokens off (answers no longer name the version)',
        'behavior-changing',
        edit.insert(http, ['server_tokens off;']),
      ),
    });
  },
});

/** An `http` whose whole content is visible and where nothing says what to show. */
function leavesDefault(scope: NginxScope): boolean {
  if (scope.kind !== 'http' || !scope.visible || !scope.complete) return false;
  if (!scope.children.some((child) => child.kind === 'server')) return false;
  const inside = [scope, ...scope.descendants()];
  // headers-more can remove the header altogether.
  return !inside.some((inner) => inner.first('server_tokens') !== undefined || clearsServer(inner));
}

function clearsServer(scope: NginxScope): boolean {
  const own = [...scope.own('more_clear_headers'), ...scope.own('more_set_headers')];
  return own.some(({ values }) => values.some((value) => value.toLowerCase().startsWith('server')));
}
