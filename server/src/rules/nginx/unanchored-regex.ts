import { fixIf } from '../../finding/fix.ts';
import { replacePath } from '../../subjects/nginx/location-edits.ts';
import { isPhpCatchAll } from '../../subjects/nginx/php.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/unanchored-regex',
  subject: 'nginxScope',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A pattern for a file extension also matches in the middle of a path',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location } = scope;
    if (scope.kind !== 'location' || location?.isRegex !== true || location.scope !== scope || isPhpCatchAll(scope))
      return;
    if (!/^(\.\*|\^.*)?\\\.(\(\??:?[a-z0-9|?]+\)|[a-z0-9]{2,5})$/i.test(location.path)) return;
    report({
      at: location.pathAt,
      message: 'This extension also matches in the middle of a path (.js in .json); end the pattern with $',
      fixes: fixIf(
        'End the pattern with $ (paths that go on behind it are served elsewhere)',
        'behavior-changing',
        replacePath(location, `${location.path}$`),
      ),
    });
  },
});
