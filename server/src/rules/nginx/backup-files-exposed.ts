import { handsOut } from '../../subjects/nginx/access.ts';
import { handlerOf, isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

const COPIES: readonly string[] = ['/config.php.bak', '/config.php~'];

export default defineRule({
  id: 'nginx/backup-files-exposed',
  subject: 'nginxScope',
  severity: 'low',
  category: 'exposure',
  profile: 'all',
  stages: 'production',
  summary: 'Copies of PHP files would be sent as text',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server?.protocol !== 'http' || !scope.complete) return;
    if (isLocal(server) || isForDevelopment(server) || scope.scalar('root').directive === undefined) return;
    const hasPhp = scope.descendants().some((inner) => handlerOf(inner)?.name === 'fastcgi_pass');
    // A folder for one front controller: the scripts with passwords are elsewhere.
    if (/\/(public|web|webroot|pub|htdocs\/public)\/?$/.test(scope.scalar('root').directive?.arg(0) ?? '')) return;
    if (!hasPhp || !COPIES.every((path) => handsOut(server, path))) return;
    report({
      at: scope.at,
      message: 'Copies like config.php.bak or config.php~ would be sent as source text; deny names that end like these',
    });
  },
});
