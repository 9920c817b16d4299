import { fixIf } from '../../finding/fix.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/xfp-client-controlled',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × an easier next step: the application believes plain HTTP is HTTPS',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'The application gets a scheme the client made up',
  why: 'Passing `X-Forwarded-Proto` on is right behind a proxy that sets it. At the edge a client writes `https` itself and gets secure cookies over plain HTTP.',
  references: [
    {
      name: 'MDN: X-Forwarded-Proto',
      url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-Proto',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 443 ssl;
            location / {
                proxy_pass http://app:8080;
                proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;
            }
        }
      `,
    ],
    good: [
      nginx`
        proxy_set_header X-Forwarded-Proto $scheme;
      `,
      nginx`
        server {
            set_real_ip_from 10.0.0.0/8;
            location / {
                proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    const [name, value] = directive.values;
    if (directive.name !== 'proxy_set_header' || name?.toLowerCase() !== 'x-forwarded-proto') return;
    if (!/^\$\{?http_x_forwarded_proto\}?$/i.test(value ?? '')) return;
    const { scope } = directive;
    const { server } = scope;
    if (
      server === undefined ||
      server.tls === 'none' ||
      isLocal(server) ||
      scope.array('set_real_ip_from').directive !== undefined
    )
      return;
    report({
      at: directive.argAt(1),
      message: 'X-Forwarded-Proto repeats what the client sent, on a server with TLS of its own; use $scheme',
      fixes: fixIf(
        'Use $scheme (behind another proxy the application sees that proxy’s scheme)',
        'behavior-changing',
        scope.model.edit.replaceArg(directive, 1, '$scheme'),
      ),
    });
  },
});
