import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

const HEADERS: readonly string[] = [
  'add_header',
  'add_trailer',
  'proxy_set_header',
  'grpc_set_header',
  'more_set_headers',
];

export default defineRule({
  id: 'nginx/add-header-multiline',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'nothing × an outage: clients reject or cut the answer; low for folded lines',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A header value holds line breaks',
  why:
    'nginx sends the text as it stands, line breaks included. HTTP/2 forbids them; HTTP/1 clients take the rest for another ' +
    'header, or for a folded line that was abolished in 2014.',
  references: [{ name: 'RFC 9110 §5.5', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.5' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header Content-Security-Policy "default-src 'self';
            img-src *" always;
      `,
    ],
    good: [
      nginx`
        add_header Content-Security-Policy "default-src 'self'; img-src *" always;
      `,
      nginx`
        log_format main '$remote_addr '
            '"$request"';
      `,
    ],
  },
  check(directive, report) {
    if (!HEADERS.includes(directive.name)) return;
    for (const [index, value] of directive.values.entries()) {
      // headers-more: a list of types or codes may span lines.
      if (!/[\r\n]/.test(value) || /^-[ts]$/.test(directive.arg(index - 1) ?? '')) continue;
      const isFolded = !/[\r\n](?![ \t\r\n])/.test(value);
      report({
        at: directive.at,
        message: `${directive.name} ${(directive.arg(0) ?? '').split(/[\r\n:]/)[0]?.slice(0, 40)} has a line break in its value; write it on one line`,
        ...(isFolded ? { severity: 'low' as const } : {}),
        fixes: fixIf(
          'Join the lines by spaces (clients get the header on one line)',
          'behavior-changing',
          directive.scope.model.edit.replaceArg(directive, index, value.replace(/[ \t]*[\r\n]+[ \t]*/g, ' ').trim()),
        ),
      });
      return;
    }
  },
});
