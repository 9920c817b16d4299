import { fixIf } from '../../finding/fix.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/xcto-invalid',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'X-Content-Type-Options has a value browsers ignore',
  fix: 'behavior-changing',
  formats: ['nginx'],
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
