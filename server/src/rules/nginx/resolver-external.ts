import { hostKind } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/resolver-external',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'whoever runs or impersonates the resolver × the names of internal hosts, wrong addresses',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'Names are looked up at a public DNS server',
  why: 'nginx asks over plain UDP and believes the answer. Whoever can answer first decides where requests go, and internal names become known outside. Use the resolver of the network.',
  references: [{ name: 'nginx: resolver', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#resolver' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        resolver 8.8.8.8 valid=30s;
      `,
    ],
    good: [
      nginx`
        resolver 127.0.0.11 valid=30s;
      `,
      nginx`
        resolver 10.0.0.2 [fd00::2];
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'resolver') return;
    const index = directive.values.findIndex(
      (value) => !value.includes('=') && hostKind(bare(value)) === 'public-address',
    );
    if (index < 0) return;
    report({
      at: directive.argAt(index),
      message: `Names are looked up at the public server ${bare(directive.arg(index) ?? '')}; use the resolver of your network`,
    });
  },
});

function bare(value: string): string {
  if (value.startsWith('[')) return value.slice(1, value.indexOf(']'));
  return value.split(':').length > 2 ? value : value.replace(/:\d+$/, '');
}
