import { isReservedHost } from '../../knowledge/env/hosts.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, fixIf, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/cleartext-upstream',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone between nginx and the application × reads and changes one service’s traffic',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Requests travel to a public host in clear',
  why:
    'The connection to the application leaves the own network without TLS. Everybody on the way reads cookies and passwords and ' +
    'can change answers, although the visitor sees a padlock.',
  references: [
    {
      name: 'nginx: securing HTTP traffic to upstream servers',
      url: 'https://docs.nginx.com/nginx/admin-guide/security-controls/securing-http-traffic-upstream/',
    },
    {
      name: 'CWE-319: Cleartext Transmission of Sensitive Information',
      url: 'https://cwe.mitre.org/data/definitions/319.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass http://api.partner-service.com/v1/;
        }
      `,
      nginx`
        location / {
            proxy_pass http://93.184.216.34:8080;
        }
      `,
    ],
    good: [
      nginx`
        location / {
            proxy_pass https://api.partner-service.com/v1/;
        }
      `,
      nginx`
        location / {
            proxy_pass http://app:8080;
        }
      `,
      nginx`
        upstream api.partner-service.com {
            server 10.0.0.7;
        }
        server {
            location / {
                proxy_pass http://api.partner-service.com;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'proxy_pass' && directive.name !== 'grpc_pass') return;
    const target = upstreamTarget(directive);
    if (target === undefined || (target.scheme !== 'http' && target.scheme !== 'grpc') || target.upstream !== undefined)
      return;
    const kind = hostKind(target.host);
    if (isReservedHost(target.host)) return;
    if (kind !== 'public-name' && kind !== 'public-address') return;
    const secure = `${target.scheme}s${target.text.slice(target.scheme.length)}`;
    report({
      at: directive.argAt(0),
      message: `Requests go to ${target.host.slice(0, 40)} in clear, readable on the way; use ${target.scheme}s://`,
      fixes:
        target.port === undefined || target.port === '80'
          ? fixIf(
              `Use ${target.scheme}s:// (the other side must speak TLS on port 443)`,
              'behavior-changing',
              directive.scope.model.edit.replaceArg(directive, 0, secure.replace(/^(\w+:\/\/[^/]*):80(?=\/|$)/, '$1')),
            )
          : [],
    });
  },
});
