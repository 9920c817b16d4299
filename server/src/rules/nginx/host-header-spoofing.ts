import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

const SPOOFABLE =
  /(?:^\$\{?(http_host)\b|\$\{?(?:http_x_forwarded_host|http_x_forwarded_server|http_x_host|arg_\w+|cookie_\w+))/i;

export default defineRule({
  id: 'nginx/host-header-spoofing',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause:
    'anyone on the network × an easier next step: wrong links in password mails, poisoned caches; low for $http_host',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The application gets a host name the client made up',
  why:
    'Applications build links and cache keys from `Host`. `$http_host` is the raw header, which a client may set to a name other ' +
    'than the one nginx chose the server by. `$host` is that name; only a catch-all server that refuses unknown names makes it safe.',
  references: [
    { name: 'Gixy: Host spoofing', url: 'https://github.com/yandex/gixy/blob/master/docs/en/plugins/hostspoofing.md' },
    { name: 'PortSwigger: Host header attacks', url: 'https://portswigger.net/web-security/host-header' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass http://app;
            proxy_set_header Host $http_x_forwarded_host;
        }
      `,
      nginx`
        location / {
            proxy_pass http://app;
            proxy_set_header host $http_host;
        }
      `,
    ],
    good: [
      nginx`
        proxy_set_header Host $host;
      `,
      nginx`
        proxy_set_header Host $host:$server_port;
      `,
      nginx`
        proxy_set_header Host;
      `,
    ],
  },
  check(directive, report) {
    const [name, value] = directive.values;
    if (directive.name !== 'proxy_set_header' && directive.name !== 'grpc_set_header') return;
    if (name?.toLowerCase() !== 'host' || value === undefined) return;
    const match = SPOOFABLE.exec(value);
    if (match === null) return;
    const isRaw = match[1]?.toLowerCase() === 'http_host';
    report({
      at: directive.argAt(1),
      message: `Host ${value.slice(0, 30)} is what the client wrote, so links and caches can be poisoned; use $host`,
      ...(isRaw ? { severity: 'low' as const } : {}),
      fixes: fixIf(
        'Use $host (a port in the Host header is no longer passed on)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 1, '$host'),
      ),
    });
  },
});
