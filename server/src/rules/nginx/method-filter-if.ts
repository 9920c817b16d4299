import { fixIf } from '../../finding/fix.ts';
import { regexCondition } from '../../formats/nginx/model/taint.ts';
import { isAnchoredAtEnd, isAnchoredAtStart } from '../../formats/nginx/read/regex-facts.ts';
import { patternsOf } from '../../subjects/nginx/patterns.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/method-filter-if',
  subject: 'nginxDirective',
  directives: ['if'],
  severity: 'low',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The list of allowed methods admits others',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const condition = regexCondition(directive.values);
    if (condition === undefined || !condition.negated || condition.variable.toLowerCase() !== '$request_method') return;
    const [pattern] = patternsOf(directive);
    if (pattern === undefined || (isAnchoredAtStart(pattern.regex) && isAnchoredAtEnd(pattern.regex))) return;
    const bare = condition.pattern.replace(/^\^?\(?/, '').replace(/\)?\$?$/, '');
    const isPlain = /^[A-Z|]+$/.test(bare.replace(/[\^$()]/g, ''));
    const index = directive.values.findIndex((word) => /^!?~\*?$/.test(word)) + 1;
    const closing = directive.arg(index)?.endsWith(')') === true && index === directive.args.length - 1 ? ')' : '';
    report({
      at: pattern.at,
      message: 'This list of methods matches parts of other names; write it as ^(GET|POST)$',
      fixes: isPlain
        ? fixIf(
            'Anchor the list at both ends (other methods are refused)',
            'behavior-changing',
            directive.scope.model.edit.replaceArg(directive, index, `^(${bare.replace(/[\^$()]/g, '')})$${closing}`),
          )
        : [],
    });
  },
});
