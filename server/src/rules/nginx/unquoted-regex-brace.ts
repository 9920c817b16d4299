import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxEdit } from '../../formats/nginx/model/model.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/unquoted-regex-brace',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A brace in an unquoted pattern ends it',
  fix: 'safe',
  formats: ['nginx'],
  check(directive, report) {
    const { opener } = directive.scope;
    // Of several braces in one pattern only the first is said.
    if (!isCutOff(directive) || (opener !== undefined && isCutOff(opener))) return;
    report({
      at: opener?.argAt(opener.name === 'rewrite' ? 0 : opener.args.length - 1) ?? directive.at,
      message: 'The { ends this pattern and starts a block; put the pattern in quotes',
      fixes: opener === undefined ? [] : fixIf('Put the pattern in quotes', 'safe', quotes(opener)),
    });
  },
});

/** The rest of a pattern, taken for a directive: `4}$`. */
function isCutOff({ name }: NginxDirective): boolean {
  return /^\d+(,\d*)?\}/.test(name);
}

/** Around the whole word, from where the pattern begins to the next white space. */
function quotes(opener: NginxDirective): readonly NginxEdit[] | undefined {
  const word = opener.args[opener.name === 'rewrite' ? 0 : opener.args.length - 1];
  const { text } = opener.scope.model.file;
  if (word === undefined || word.quote !== '' || opener.uri !== opener.scope.model.uri) return undefined;
  let end = word.span.start;
  while (end < text.length && !/[\s;]/.test(text.charAt(end))) end++;
  if (/["\\]$|"/.test(text.slice(word.span.start, end))) return undefined;
  return [
    { uri: opener.uri, span: { start: word.span.start, end: word.span.start }, newText: '"' },
    { uri: opener.uri, span: { start: end, end }, newText: '"' },
  ];
}
