import { refuses } from '../../subjects/nginx/access.ts';
import { isPhpCatchAll } from '../../subjects/nginx/php.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/php-in-upload-dir',
  subject: 'nginxScope',
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'PHP files among uploads are executed',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { location, server } = scope;
    if (scope.kind !== 'location' || location?.modifier !== '' || server === undefined) return;
    if (!/\/(uploads?|media|files|attachments|avatars|user-?content)\/?$/i.test(location.path)) return;
    const script = server.match(`${location.path.replace(/\/$/, '')}/x.php`);
    if (typeof script === 'string' || script === location || refuses(script.scope) || !isPhpCatchAll(script.scope))
      return;
    report({
      at: location.pathAt,
      message: `PHP files uploaded to ${location.path.slice(0, 30)} are executed; deny .php there or use ^~`,
      related: [{ at: script.scope.at, message: 'The location that executes them' }],
    });
  },
});
