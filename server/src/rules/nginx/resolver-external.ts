import { hostKind } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/resolver-external',
  subject: 'nginxDirective',
  directives: ['resolver'],
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'Names are looked up at a public DNS server',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
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
