import { fixIf } from '../../finding/fix.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/default-type-html',
  subject: 'nginxDirective',
  directives: ['default_type'],
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'Files of unknown type are sent as pages',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (!/^(text\/html|application\/xhtml\+xml|image\/svg\+xml)$/i.test(directive.arg(0) ?? '')) return;
    const { scope } = directive;
    if (
      !/upload|media|user|avatar|attachment|files?\//i.test(scope.location?.path ?? '') ||
      handlerOf(scope) !== undefined ||
      answer(scope) !== undefined
    )
      return;
    report({
      at: directive.argAt(0),
      message: `Uploads of unknown type open as ${directive.arg(0)} and their scripts run; use application/octet-stream`,
      fixes: fixIf(
        'Use application/octet-stream (browsers download such files)',
        'behavior-changing',
        scope.model.edit.replaceArg(directive, 0, 'application/octet-stream'),
      ),
    });
  },
});
