import { fixIf } from '../../finding/fix.ts';
import { accessTo, refuses } from '../../subjects/nginx/access.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/merge-slashes-off',
  subject: 'nginxDirective',
  directives: ['merge_slashes'],
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'A doubled slash walks around the rules of a location',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'off') return;
    const guarded = directive.scope
      .descendants()
      .find(
        (scope) =>
          scope.kind === 'location' &&
          !scope.location?.isRegex &&
          scope.location?.modifier !== '@' &&
          (refuses(scope) || accessTo(scope) === 'restricted'),
      );
    if (guarded === undefined) return;
    report({
      at: directive.argAt(0),
      message: 'merge_slashes off lets //path walk around a location with access rules; leave it on',
      related: [{ at: guarded.at, message: 'A location that a second slash avoids' }],
      fixes: fixIf(
        'Set merge_slashes on (repeated slashes in paths become one)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, 'on'),
      ),
    });
  },
});
