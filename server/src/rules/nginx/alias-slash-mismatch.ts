import { fixIf } from '../../finding/fix.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/alias-slash-mismatch',
  subject: 'nginxDirective',
  directives: ['alias'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'The location ends with a slash and its alias does not',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { location } = directive.scope;
    const folder = directive.arg(0);
    if (location === undefined || folder === undefined || (location.modifier !== '' && location.modifier !== '^~'))
      return;
    if (!location.path.endsWith('/') || folder.endsWith('/') || /\$\{?\w+\}?$/.test(folder)) return;
    // With `try_files` the alias may be one file on purpose.
    if (directive.scope.first('try_files') !== undefined && folder.slice(folder.lastIndexOf('/')).includes('.')) return;
    report({
      at: directive.argAt(0),
      message: `${labelOf(directive.scope)} ends with a slash but its alias does not, so paths run together; add the slash`,
      fixes: fixIf(
        'End the alias with a slash (files are found in the folder)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, `${folder}/`),
      ),
    });
  },
});
