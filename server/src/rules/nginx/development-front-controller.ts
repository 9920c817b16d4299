import { accessTo } from '../../subjects/nginx/access.ts';
import { isForDevelopment } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

/** Scripts that switch an application to its debug mode: Symfony 2 and 3, symfony 1, Yii, CakePHP and Laminas samples. */
const SCRIPTS: readonly string[] = [
  'app_dev',
  'index_dev',
  'frontend_dev',
  'backend_dev',
  'index-test',
  'app_test',
  'index_test',
];

export default defineRule({
  id: 'nginx/development-front-controller',
  subject: 'nginxScope',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The debug entry of a PHP application is reachable',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { location, server } = scope;
    if (scope.kind !== 'location' || location?.scope !== scope || scope.first('fastcgi_pass') === undefined) return;
    if (accessTo(scope) !== 'open') return;
    const script = SCRIPTS.find((name) => location.path.includes(name) && location.covers(`/${name}.php`) === true);
    if (script === undefined) return;
    report({
      at: location.pathAt,
      ...(server !== undefined && isForDevelopment(server) ? { severity: 'low' as const } : {}),
      message: `${script}.php runs the application in debug mode for everybody; take it out of this location`,
    });
  },
});
