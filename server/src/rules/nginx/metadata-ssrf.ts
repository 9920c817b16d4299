import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, nginx } from '../contract.ts';

// AWS, Azure, OpenStack, DigitalOcean (v4 and v6), Google, Alibaba, Oracle.
const HOSTS: readonly string[] = [
  '169.254.169.254',
  'fd00:ec2::254',
  'metadata.google.internal',
  'metadata',
  '100.100.100.200',
  '192.0.0.192',
  '169.254.170.2',
];

export default defineRule({
  id: 'nginx/metadata-ssrf',
  subject: 'nginxDirective',
  severity: 'critical',
  severityBecause: 'anyone on the network × the machine’s cloud credentials',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'The cloud metadata service is proxied to clients',
  why:
    'The metadata address hands out the credentials of the machine’s cloud role to whoever asks from the machine. A location ' +
    'that proxies to it hands them to every client.',
  references: [
    {
      name: 'AWS: instance metadata',
      url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
    },
    { name: 'CWE-918: Server-Side Request Forgery', url: 'https://cwe.mitre.org/data/definitions/918.html' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /meta/ {
            proxy_pass http://169.254.169.254/;
        }
      `,
    ],
    good: [
      nginx`
        location / {
            proxy_pass http://10.0.0.7:8080;
        }
      `,
      nginx`
        location / {
            proxy_pass http://metadata-api.internal;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'proxy_pass' || directive.scope.protocol === 'mail') return;
    const target = upstreamTarget(directive);
    const servers = target?.upstream?.own('server').map((server) => (server.arg(0) ?? '').replace(/:\d+$/, '')) ?? [];
    const found = [target?.host ?? '', ...servers].find((host) => HOSTS.includes(host));
    if (found === undefined || (found === 'metadata' && target?.upstream !== undefined)) return;
    report({
      at: directive.argAt(0),
      message: 'The cloud metadata service is proxied, so clients can fetch the machine’s credentials; remove it',
    });
  },
});
