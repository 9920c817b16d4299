import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

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
  directives: ['proxy_pass'],
  severity: 'critical',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'The cloud metadata service is proxied to clients',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.scope.protocol === 'mail') return;
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
