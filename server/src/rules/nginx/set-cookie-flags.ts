import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/set-cookie-flags',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'nginx sets a cookie without its protective flags',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'set-cookie' || header.value.trim().startsWith('$') || !header.value.includes('=')) return;
    if (/max-age=0\b|expires=thu, 01[ -]jan[ -]1970/i.test(header.value)) return;
    // What a language switch or an A/B test remembers is read by scripts on purpose.
    const names = ['Secure', 'HttpOnly', 'SameSite'].filter(
      (flag) => !new RegExp(`;\\s*${flag}\\b`, 'i').test(header.value),
    );
    const cookie = header.value.slice(0, header.value.indexOf('=')).trim();
    if (names.length === 0 || (header.value.includes('$') && /;\s*\$|\$\w*(flag|attr)/i.test(header.value))) return;
    report({
      at: directive.argAt(header.valueIndex),
      message: `Cookie ${cookie.slice(0, 30)} is set without ${names.join(', ')}; add the flags`,
      ...(/sess|sid|token|auth|jwt|user/i.test(cookie) ? {} : { severity: 'low' as const }),
    });
  },
});
