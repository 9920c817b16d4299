import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/variable-upstream-no-resolver',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'nothing × an outage: every request answers 502',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A host name in a variable cannot be looked up',
  why:
    'With a variable in `proxy_pass` nginx looks the name up while the request runs, and needs a `resolver` for it. Without one ' +
    'it starts, and answers 502 with `no resolver defined`.',
  references: [
    { name: 'nginx: proxy_pass', url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                location / {
                    set $backend app.internal;
                    proxy_pass http://$backend:8080;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        http {
            resolver 127.0.0.11;
            server {
                location / {
                    set $backend app.internal;
                    proxy_pass http://$backend:8080;
                }
            }
        }
      `,
      nginx`
        http {
            upstream app {
                server 10.0.0.7;
            }
            server {
                location / {
                    set $backend app;
                    proxy_pass http://$backend;
                }
            }
        }
      `,
      nginx`
        server {
            set $backend app.internal;
            location / {
                proxy_pass http://$backend;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'proxy_pass' || directive.scope.protocol !== 'http') return;
    const { scope } = directive;
    const target = upstreamTarget(directive);
    if (target === undefined || !/^\$\{?\w+\}?$/.test(target.host)) return;
    const resolver = scope.effective('resolver');
    if (!resolver.known || resolver.directive !== undefined) return;
    const definitions = scope.model.variable(target.host)?.definitions ?? [];
    const hosts = definitions.flatMap(({ kind, values }) => (kind === 'set' ? (values ?? []) : []));
    if (hosts.length === 0 || hosts.length !== definitions.length) return;
    const name = hosts.find((host) => needsLookUp(host) && scope.model.upstream(host) === undefined);
    if (name === undefined) return;
    report({
      at: directive.argAt(0),
      message: `proxy_pass by variable needs a resolver to look up ${name.slice(0, 36)}, else it answers 502; add one`,
    });
  },
});

function needsLookUp(text: string): boolean {
  if (text === '' || text.includes('$') || text.includes('/') || text.startsWith('unix:')) return false;
  const host = text.replace(/:\d+$/, '');
  return (
    /[a-z]/i.test(host) && !['private', 'public-address', 'variable'].includes(hostKind(host)) && !host.includes(':')
  );
}
