import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-key-inline',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'secret',
  profile: 'essential',
  stages: 'any',
  summary: 'A private key stands in the configuration itself',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (!/(^|_)ssl_certificate_key$/.test(directive.name)) return;
    const value = directive.arg(0) ?? '';
    if (!value.startsWith('data:') || value.includes('$') || !value.includes('KEY-----')) return;
    report({
      at: { uri: directive.uri, span: directive.nameSpan },
      message: `${directive.name} holds the private key itself; put it into a file that only nginx can read and renew it`,
    });
  },
});
