import { addressList } from '../../subjects/nginx/access.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/listen-proxy-protocol-trust',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone who reaches the port × any address in allow lists, limits and logs',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Every client may send a PROXY header with an address of its choice',
  why: 'On a `proxy_protocol` port the first line of a connection says which address the client has. `set_real_ip_from` with every address believes it from everybody who reaches the port.',
  references: [
    {
      name: 'nginx: accepting the PROXY protocol',
      url: 'https://docs.nginx.com/nginx/admin-guide/load-balancer/using-proxy-protocol/',
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
                listen 80 proxy_protocol;
                allow 10.0.0.0/8;
                deny all;
                location / {
                    proxy_pass http://app:8080;
                    proxy_set_header X-Real-IP $proxy_protocol_addr;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        http {
            set_real_ip_from 10.0.0.0/8;
            server {
                listen 80 proxy_protocol;
                real_ip_header proxy_protocol;
            }
        }
      `,
      nginx`
        server {
            listen 127.0.0.1:80 proxy_protocol;
        }
      `,
    ],
  },
  check(directive, report) {
    const { scope } = directive;
    const { server } = scope;
    if (directive.name !== 'listen' || !directive.has('proxy_protocol') || server === undefined || isLocal(server))
      return;
    const trusted = scope.array('set_real_ip_from');
    if (!trusted.known || trusted.directive !== undefined) return;
    // Without realip the allow list sees the balancer; the header’s address is used all the same.
    const uses = [scope, ...scope.descendants()].some((inner) =>
      inner.directives.some(({ values }) => values.some((value) => /\$\{?proxy_protocol_addr/i.test(value))),
    );
    if (!uses && addressList(scope) === 'none') return;
    report({
      at: directive.at,
      message: 'proxy_protocol without set_real_ip_from: the client’s address is not checked; name your balancers',
    });
  },
});
