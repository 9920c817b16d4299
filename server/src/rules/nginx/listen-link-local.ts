import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/listen-link-local',
  subject: 'nginxDirective',
  directives: ['listen'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'nginx cannot listen on a link-local IPv6 address',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (!/^\[fe[89ab][0-9a-f]:[0-9a-f:]*\]/i.test(directive.arg(0) ?? '')) return;
    report({
      at: directive.argAt(0),
      message: 'nginx cannot bind a link-local address (it names no interface), so it does not start; use [::]',
    });
  },
});
