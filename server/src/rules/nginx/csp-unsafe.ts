import { parseCsp } from '../../knowledge/headers/content-security-policy.ts';
import { scriptHole } from '../../knowledge/headers/script-sources.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/csp-unsafe',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The Content-Security-Policy lets injected scripts run',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'content-security-policy') return;
    const problem = scriptHole(parseCsp(header.value));
    if (problem === undefined) return;
    report({
      at: directive.argAt(header.valueIndex),
      message: `CSP ${problem.directive} has ${problem.word}, so ${problem.consequence}; use nonces, hashes or named origins`,
    });
  },
});
