import { accessTo } from '../../subjects/nginx/access.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/admin-exposed',
  subject: 'nginxScope',
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'An administration tool is reachable by everybody',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { location } = scope;
    if (
      scope.kind !== 'location' ||
      location === undefined ||
      handlerOf(scope) === undefined ||
      answer(scope) !== undefined
    )
      return;
    if (
      !/^\^?\/(phpmyadmin|pma|adminer|phppgadmin|pgadmin|portainer|kibana|rabbitmq|flower|solr|_cat|_cluster|phpinfo|server-manager|redis-commander|mongo-express)\b/i.test(
        location.path,
      )
    )
      return;
    if (accessTo(scope) !== 'open') return;
    report({
      at: location.pathAt,
      message: `${labelOf(scope)} opens an administration tool to everybody; add an address list or a login`,
    });
  },
});
