import { fixIf } from '../../finding/fix.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/sub-request-mirror-leak',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'the operator of the other host × the sessions of all visitors',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Copies of requests go to another host with the login of the client',
  why: '`mirror` sends every request a second time, with all its headers. Where the copy goes to a public host, cookies and tokens of every visitor go there too.',
  references: [{ name: 'nginx: mirror', url: 'https://nginx.org/en/docs/http/ngx_http_mirror_module.html' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                location / {
                    mirror /copy;
                    proxy_pass http://app:8080;
                }
                location = /copy {
                    internal;
                    proxy_pass https://collect.example.com$request_uri;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            location / {
                mirror /copy;
                proxy_pass http://app:8080;
            }
            location = /copy {
                internal;
                proxy_pass http://staging:8080$request_uri;
            }
        }
      `,
      nginx`
        server {
            location / {
                mirror /copy;
                proxy_pass http://app:8080;
            }
            location = /copy {
                internal;
                proxy_set_header Authorization "";
                proxy_set_header Cookie "";
                proxy_pass https://collect.example.com$request_uri;
            }
        }
      `,
      nginx`
        server {
            location = /copy {
                internal;
                proxy_pass https://$target$request_uri;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { location, server } = scope;
    const pass = scope.first('proxy_pass');
    const target = pass === undefined ? undefined : upstreamTarget(pass);
    if (scope.kind !== 'location' || location === undefined || server === undefined || target === undefined) return;
    const host = target.host.split('$')[0] ?? '';
    if (target.upstream !== undefined || !hostKind(host).startsWith('public')) return;
    const user = [server.scope, ...server.scope.descendants()]
      .flatMap((inner) => inner.own('mirror'))
      .find((it) => it.arg(0) === location.path);
    const sent = scope.array('proxy_set_header');
    if (user === undefined || !sent.known || scope.isOn('proxy_pass_request_headers', true) !== true) return;
    const set = sent.directives.map((it) => it.arg(0)?.toLowerCase());
    const missing = ['Authorization', 'Cookie'].filter((name) => !set.includes(name.toLowerCase()));
    if (missing.length === 0) return;
    report({
      at: location.pathAt,
      message: `Copies of requests go to ${host.slice(0, 24)} with ${missing.join(' and ')} of the client; clear them`,
      related: [{ at: user.at, message: 'What is copied' }],
      fixes: fixIf(
        `Clear ${missing.join(' and ')} (the copy arrives without them)`,
        'behavior-changing',
        sent.scope === undefined || sent.scope === scope
          ? scope.model.edit.insert(
              scope,
              missing.map((name) => `proxy_set_header ${name} "";`),
            )
          : undefined,
      ),
    });
  },
});
