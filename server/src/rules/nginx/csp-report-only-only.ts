import { HEADER_DIRECTIVES, headerOf, sendsAnywhere } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/csp-report-only-only',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'The Content-Security-Policy is only reported, not enforced',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (headerOf(directive)?.name !== 'content-security-policy-report-only') return;
    const { scope } = directive;
    if (sendsAnywhere(scope.server?.scope ?? scope, 'content-security-policy')) return;
    report({
      at: directive.argAt(0),
      message: 'This policy only reports and blocks nothing; send Content-Security-Policy as well',
    });
  },
});
