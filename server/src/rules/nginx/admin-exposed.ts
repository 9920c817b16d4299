import { accessTo } from '../../subjects/nginx/access.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/admin-exposed',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × tries passwords and known holes of an administration tool',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'An administration tool is reachable by everybody',
  why: 'phpMyAdmin, Adminer, Portainer and the like are scanned for day and night. Behind an address list or a second login their holes and weak passwords do not matter at once.',
  references: [{ name: 'CWE-284: Improper Access Control', url: 'https://cwe.mitre.org/data/definitions/284.html' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 80;
            location /phpmyadmin/ {
                proxy_pass http://phpmyadmin;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 80;
            location /phpmyadmin/ {
                allow 10.0.0.0/8;
                deny all;
                proxy_pass http://phpmyadmin;
            }
        }
      `,
      nginx`
        server {
            location /shop/ {
                proxy_pass http://shop;
            }
        }
      `,
    ],
  },
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
