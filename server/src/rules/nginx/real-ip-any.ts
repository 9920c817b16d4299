import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/real-ip-any',
  subject: 'nginxDirective',
  directives: ['set_real_ip_from'],
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'production',
  summary: 'Every client may tell nginx which address it has',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (!/^(0\.0\.0\.0\/[01]|::\/0|128\.0\.0\.0\/1)$/.test(directive.arg(0) ?? '')) return;
    report({
      at: directive.argAt(0),
      message: `set_real_ip_from ${directive.arg(0)} believes every client’s X-Forwarded-For; name your proxies only`,
    });
  },
});
