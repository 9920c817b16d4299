import { fixIf } from '../../finding/fix.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/xfo-invalid',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'any web page a visitor opens × steals clicks: browsers ignore the value',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'X-Frame-Options has a value browsers ignore',
  why:
    'Only `DENY` and `SAMEORIGIN` exist. `ALLOW-FROM` was removed from browsers, and anything else means the page can be framed ' +
    'by every site. Single origins are named by CSP `frame-ancestors`.',
  references: [
    {
      name: 'MDN: X-Frame-Options',
      url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Frame-Options',
    },
    { name: 'CSP: frame-ancestors', url: 'https://www.w3.org/TR/CSP3/#directive-frame-ancestors' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header X-Frame-Options "ALLOW-FROM https://portal.example.org" always;
      `,
      nginx`
        add_header X-Frame-Options ALLOWALL;
      `,
    ],
    good: [
      nginx`
        add_header X-Frame-Options sameorigin always;
      `,
      nginx`
        add_header X-Frame-Options $frame_options;
      `,
    ],
  },
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
