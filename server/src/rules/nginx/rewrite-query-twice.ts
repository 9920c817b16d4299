import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/rewrite-query-twice',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A rewrite passes the query string twice',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const target = directive.name === 'rewrite' ? directive.arg(1) : undefined;
    const mark = target?.indexOf('?') ?? -1;
    if (target === undefined || mark < 0 || target.endsWith('?')) return;
    const { model } = directive.scope;
    const query = model.variablesIn(target.slice(mark)).some(({ name }) => name === 'args' || name === 'query_string');
    // Where the file writes $args itself, what is appended is something else.
    if (!query || model.directives.some((other) => other.name === 'set' && other.arg(0)?.toLowerCase() === '$args'))
      return;
    report({
      at: directive.argAt(1),
      message: 'rewrite appends the query by itself, so it reaches the application twice; end the target with ?',
      fixes: fixIf(
        'End the target with ? (the query is passed once)',
        'behavior-changing',
        model.edit.replaceArg(directive, 1, `${target}?`),
      ),
    });
  },
});
