import { headerOf, sendsAnywhere } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/csp-report-only-only',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'an attacker who can inject markup × the policy only reports it',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'The Content-Security-Policy is only reported, not enforced',
  why: '`Content-Security-Policy-Report-Only` blocks nothing. It is meant for trying a policy out.',
  references: [{ name: 'CSP Level 3: report-only', url: 'https://www.w3.org/TR/CSP3/#cspro-header' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            add_header Content-Security-Policy-Report-Only "default-src 'self'" always;
        }
      `,
    ],
    good: [
      nginx`
        server {
            add_header Content-Security-Policy-Report-Only "default-src 'none'" always;
            add_header Content-Security-Policy "default-src 'self'" always;
        }
      `,
      nginx`
        server {
            add_header Content-Security-Policy "default-src 'self'" always;
        }
      `,
    ],
  },
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
