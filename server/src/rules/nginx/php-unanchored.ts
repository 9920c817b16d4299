import { fixIf } from '../../finding/fix.ts';
import { replacePath } from '../../subjects/nginx/location-edits.ts';
import { isPhpCatchAll } from '../../subjects/nginx/php.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/php-unanchored',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'Files with .php anywhere in their name reach PHP',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location } = scope;
    if (!isPhpCatchAll(scope) || location === undefined || !/^[^|$]*\.php\)?$/i.test(location.path)) return;
    report({
      at: location.pathAt,
      message: 'This pattern also matches shell.php.jpg, which then reaches PHP; end it with $',
      fixes: fixIf(
        'End the pattern with $ (paths that go on behind .php no longer reach PHP)',
        'behavior-changing',
        replacePath(location, `${location.path}$`),
      ),
    });
  },
});
