import { fixIf } from '../../finding/fix.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/x-xss-protection-enabled',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: browsers removed the filter, old ones leaked data by it',
  category: 'exposure',
  profile: 'strict',
  stages: 'any',
  summary: 'X-XSS-Protection switches on a filter browsers have removed',
  why: 'Chrome, Edge and Safari dropped the filter because it could be used to disable scripts selectively and to leak data. A Content-Security-Policy does what it was for.',
  references: [
    {
      name: 'MDN: X-XSS-Protection',
      url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-XSS-Protection',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header X-XSS-Protection "1; mode=block" always;
      `,
    ],
    good: [
      nginx`
        add_header X-XSS-Protection 0 always;
      `,
      nginx`
        add_header X-Frame-Options DENY always;
      `,
    ],
  },
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'x-xss-protection' || !header.value.trim().startsWith('1')) return;
    report({
      at: directive.argAt(header.valueIndex),
      message: 'X-XSS-Protection 1 asks for a filter browsers removed; send 0 and use a Content-Security-Policy',
      fixes: fixIf(
        'Send 0 (old browsers switch the filter off)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, header.valueIndex, '0'),
      ),
    });
  },
});
