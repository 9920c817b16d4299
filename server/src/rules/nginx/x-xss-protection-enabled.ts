import { fixIf } from '../../finding/fix.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/x-xss-protection-enabled',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'any',
  summary: 'X-XSS-Protection switches on a filter browsers have removed',
  fix: 'behavior-changing',
  formats: ['nginx'],
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
