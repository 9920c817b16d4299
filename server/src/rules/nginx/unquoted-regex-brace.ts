import type { NginxDirective, NginxEdit } from '../../formats/nginx/model.ts';
import { defineRule, fixIf, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/unquoted-regex-brace',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'nothing × an outage: nginx refuses to start',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A brace in an unquoted pattern ends it',
  why: 'Outside of quotes `{` starts a block, so `~ ^/a{2}$` is read as the pattern `^/a` with a block behind it. Patterns with braces need quotes.',
  references: [{ name: 'nginx: location', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#location' }],
  fix: 'safe',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location ~ ^/[0-9]{4}$ {
            return 204;
        }
      `,
    ],
    good: [
      nginx`
        location ~ "^/[0-9]{4}$" {
            return 204;
        }
      `,
      nginx`
        rewrite "^/([0-9]{4})$" /year?y=$1 last;
      `,
    ],
  },
  check(directive, report) {
    if (!/^\d+(,\d*)?\}/.test(directive.name)) return;
    const { opener } = directive.scope;
    report({
      at: opener?.argAt(opener.args.length - 1) ?? directive.at,
      message: 'The { ends this pattern and starts a block; put the pattern in quotes',
      fixes: opener === undefined ? [] : fixIf('Put the pattern in quotes', 'safe', quotes(opener, directive)),
    });
  },
});

/** From the word that was cut off to the word behind the brace. */
function quotes(opener: NginxDirective, rest: NginxDirective): readonly NginxEdit[] | undefined {
  const start = opener.args.at(-1);
  const end = rest.node.name.span.end;
  const isPlain = start?.quote === '' && rest.args.length === 0 && rest.uri === opener.uri;
  if (start === undefined || !isPlain || rest.scope.model.file.text.slice(start.span.start, end).includes('"'))
    return undefined;
  return [
    { uri: opener.uri, span: { start: start.span.start, end: start.span.start }, newText: '"' },
    { uri: opener.uri, span: { start: end, end }, newText: '"' },
  ];
}
