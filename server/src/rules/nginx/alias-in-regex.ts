import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/alias-in-regex',
  subject: 'nginxDirective',
  directives: ['alias'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Every request of a pattern gets one and the same alias',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { location } = directive.scope;
    const target = directive.arg(0);
    if (target === undefined || location?.isRegex !== true || location.scope !== directive.scope) return;
    // One file on purpose, or a text that another pattern, a map or a template completes.
    if (/[$%{<]/.test(target) || /\.\w{1,6}$/.test(target) || directive.scope.first('try_files') !== undefined) return;
    if (directive.scope.descendants().length > 0 || directive.scope.first('rewrite') !== undefined) return;
    report({
      at: directive.argAt(0),
      message: `${labelOf(directive.scope)}: alias adds no path to a pattern, so no file is found; end it with a capture ($1)`,
    });
  },
});
