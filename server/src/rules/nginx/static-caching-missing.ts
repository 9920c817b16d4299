import { isForDevelopment, isLocal, servesPages } from '../../subjects/nginx/answers.ts';
import { sendsAnywhere } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/static-caching-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  summary: 'Browsers are not told how long they may keep files',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (
      scope.kind !== 'server' ||
      server?.protocol !== 'http' ||
      isLocal(server) ||
      isForDevelopment(server) ||
      !servesPages(server)
    )
      return;
    const inside = [scope, ...scope.descendants()];
    if (!scope.scalar('expires').known || !scope.array('add_header').known || !scope.complete) return;
    if (
      inside.some((inner) => inner.scalar('expires').directive !== undefined) ||
      sendsAnywhere(scope, 'cache-control')
    )
      return;
    report({
      at: scope.at,
      message: 'Files go out without expires or Cache-Control, so browsers guess; set expires for static files',
    });
  },
});
