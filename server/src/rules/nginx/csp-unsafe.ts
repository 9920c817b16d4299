import { parseCsp } from '../../knowledge/headers/content-security-policy.ts';
import { scriptHole } from '../../knowledge/headers/script-sources.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/csp-unsafe',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'an attacker who can inject markup × runs scripts in visitors’ sessions; low for eval alone',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The Content-Security-Policy lets injected scripts run',
  why:
    "`'unsafe-inline'` without a nonce or hash allows every script an attacker manages to write into a page, `*`, `http:` and " +
    '`data:` allow scripts from anywhere. The policy then stops next to nothing.',
  references: [
    { name: 'CSP Level 3', url: 'https://www.w3.org/TR/CSP3/' },
    {
      name: 'OWASP: Content Security Policy',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Content_Security_Policy_Cheat_Sheet.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header Content-Security-Policy "default-src 'self'; script-src 'self' 'unsafe-inline'" always;
      `,
      nginx`
        add_header Content-Security-Policy "default-src * data:" always;
      `,
    ],
    good: [
      nginx`
        add_header Content-Security-Policy "default-src 'self'; style-src 'self' 'unsafe-inline'" always;
      `,
      nginx`
        add_header Content-Security-Policy "script-src 'nonce-abc' 'strict-dynamic' 'unsafe-inline' https:" always;
      `,
      nginx`
        add_header Content-Security-Policy "frame-ancestors 'self'" always;
      `,
    ],
  },
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'content-security-policy') return;
    const problem = scriptHole(parseCsp(header.value));
    if (problem === undefined) return;
    report({
      at: directive.argAt(header.valueIndex),
      message: `CSP ${problem.directive} has ${problem.word}, so ${problem.consequence}; use nonces, hashes or named origins`,
      ...(problem.isMild ? { severity: 'low' as const } : {}),
    });
  },
});
