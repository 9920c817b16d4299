import { fixIf } from '../../finding/fix.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

const REPLACEMENTS: Readonly<Record<string, string>> = {
  'x-forwarded-for': '$proxy_add_x_forwarded_for',
  'x-real-ip': '$remote_addr',
  'x-client-ip': '$remote_addr',
  'true-client-ip': '$remote_addr',
};

export default defineRule({
  id: 'nginx/xff-spoofable',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause:
    'anyone on the network × an easier next step: any address in logs, limits and allow lists of the application',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'The application gets a client address the client made up',
  why:
    'Passing the incoming `X-Forwarded-For` or `X-Real-IP` on unchanged lets every client write its own address: rate limits, ' +
    'bans and audit logs of the application then work with whatever it claims.',
  references: [
    {
      name: 'nginx: $proxy_add_x_forwarded_for',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#var_proxy_add_x_forwarded_for',
    },
    {
      name: 'MDN: X-Forwarded-For, security',
      url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-For#security_and_privacy_concerns',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass http://app;
            proxy_set_header X-Forwarded-For $http_x_forwarded_for;
        }
      `,
      nginx`
        proxy_set_header X-Real-IP $http_x_real_ip;
      `,
    ],
    good: [
      nginx`
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      `,
      nginx`
        server {
            set_real_ip_from 10.0.0.0/8;
            location / {
                proxy_set_header X-Forwarded-For $http_x_forwarded_for;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    const [name, value] = directive.values;
    if (directive.name !== 'proxy_set_header' && directive.name !== 'grpc_set_header') return;
    const replacement = REPLACEMENTS[name?.toLowerCase() ?? ''];
    if (replacement === undefined || !/^\$\{?http_(x_forwarded_for|x_real_ip|x_client_ip)\}?$/i.test(value ?? ''))
      return;
    const { scope } = directive;
    const server = scope.server;
    if (scope.array('set_real_ip_from').directive !== undefined || (server !== undefined && isLocal(server))) return;
    report({
      at: directive.argAt(1),
      message: `${name} repeats what the client sent, so addresses can be forged; use ${replacement}`,
      fixes: fixIf(
        `Use ${replacement} (behind another proxy the application sees that proxy too)`,
        'behavior-changing',
        scope.model.edit.replaceArg(directive, 1, replacement),
      ),
    });
  },
});
