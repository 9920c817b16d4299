import { fixIf } from '../../finding/fix.ts';
import { addressList, loginIn } from '../../subjects/nginx/access.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/satisfy-any-allow-all',
  subject: 'nginxScope',
  severity: 'high',
  severityBecause: 'anyone on the network × gets in without the login',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'satisfy any with an open address list makes the login pointless',
  why: 'With `satisfy any` it is enough to pass one check. An address list that admits everybody passes always, so nobody is asked for a password.',
  references: [{ name: 'nginx: satisfy', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#satisfy' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /admin/ {
            satisfy any;
            allow all;
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
        }
      `,
    ],
    good: [
      nginx`
        location /admin/ {
            satisfy any;
            allow 10.0.0.0/8;
            deny all;
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
        }
      `,
      nginx`
        location /admin/ {
            satisfy all;
            allow all;
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
        }
      `,
    ],
  },
  check(scope, report) {
    if (scope.scalar('satisfy').directive?.arg(0)?.toLowerCase() !== 'any' || addressList(scope) !== 'everybody')
      return;
    const login = loginIn(scope);
    const list = scope.array('allow', 'deny').directives;
    const satisfy = scope.scalar('satisfy').directive;
    // Said once, where the last of the three pieces is written.
    if (login === undefined || satisfy === undefined || ![login, satisfy, ...list].some((it) => it.scope === scope))
      return;
    report({
      at: satisfy.scope === scope ? satisfy.argAt(0) : scope.at,
      message: 'satisfy any with allow all lets everybody in without the login; use satisfy all',
      related: [{ at: login.at, message: 'The login nobody needs' }],
      fixes: fixIf(
        'Use satisfy all (everybody needs the login)',
        'behavior-changing',
        satisfy.scope === scope ? scope.model.edit.replaceArg(satisfy, 0, 'all') : undefined,
      ),
    });
  },
});
