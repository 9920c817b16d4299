import { handlerOf, isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/rate-limit-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  summary: 'Requests to an application are not limited',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server?.protocol !== 'http' || isLocal(server) || isForDevelopment(server)) return;
    const inside = [scope, ...scope.descendants()];
    if (!inside.some((inner) => handlerOf(inner) !== undefined)) return;
    const limits = inside.map((inner) => inner.array('limit_req'));
    if (!limits.every(({ known }) => known) || limits.some(({ directive }) => directive !== undefined)) return;
    report({
      at: scope.at,
      message: 'Requests of this server reach the application unlimited; add limit_req_zone and limit_req',
    });
  },
});
