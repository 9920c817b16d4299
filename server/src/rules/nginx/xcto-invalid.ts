import { fixIf } from '../../finding/fix.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/xcto-invalid',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'a user who may upload files × runs scripts in others’ sessions: browsers ignore the value',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'X-Content-Type-Options has a value browsers ignore',
  why: '`nosniff` is the only value there is. With any other browsers guess the type of a file from its content.',
  references: [
    { name: 'Fetch: X-Content-Type-Options', url: 'https://fetch.spec.whatwg.org/#x-content-type-options-header' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header X-Content-Type-Options "no-sniff" always;
      `,
    ],
    good: [
      nginx`
        add_header X-Content-Type-Options "NoSniff" always;
      `,
      nginx`
        add_header X-Content-Type-Options "";
      `,
    ],
  },
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'x-content-type-options' || header.value.includes('$') || header.value === '') return;
    if (header.value.trim().toLowerCase() === 'nosniff') return;
    report({
      at: directive.argAt(header.valueIndex),
      message: 'X-Content-Type-Options must be nosniff; browsers ignore this value and guess file types',
      fixes: fixIf(
        'Use nosniff (browsers stop guessing file types)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, header.valueIndex, 'nosniff'),
      ),
    });
  },
});
