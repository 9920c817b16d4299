import { fixIf } from '../../finding/fix.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/xfo-invalid',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'X-Frame-Options has a value browsers ignore',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'x-frame-options' || header.value.includes('$') || header.value === '') return;
    if (['deny', 'sameorigin'].includes(header.value.trim().toLowerCase())) return;
    const isAllow = header.value.trim().toLowerCase().startsWith('allow');
    report({
      at: directive.argAt(header.valueIndex),
      message: isAllow
        ? 'X-Frame-Options knows no ALLOW values, so every site may frame this; use CSP frame-ancestors'
        : 'X-Frame-Options must be DENY or SAMEORIGIN; with this value every site may frame the page',
      fixes: fixIf(
        'Use SAMEORIGIN (only this site can frame its pages)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, header.valueIndex, 'SAMEORIGIN'),
      ),
    });
  },
});
