import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/set-cookie-flags',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the line or an injected script × one user’s cookie',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'nginx sets a cookie without its protective flags',
  why: 'Without `Secure` the cookie also travels in clear, without `HttpOnly` scripts can read it, without `SameSite` other sites can use it.',
  references: [
    { name: 'MDN: Set-Cookie', url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header Set-Cookie "session=$request_id; Path=/";
      `,
    ],
    good: [
      nginx`
        add_header Set-Cookie "session=$request_id; Path=/; Secure; HttpOnly; SameSite=Lax";
      `,
      nginx`
        add_header Set-Cookie $auth_cookie;
      `,
      nginx`
        add_header Set-Cookie "old=; Max-Age=0; Path=/";
      `,
    ],
  },
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
