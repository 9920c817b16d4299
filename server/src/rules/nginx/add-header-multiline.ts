import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

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
  directives: HEADERS,
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A header value holds line breaks',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
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
