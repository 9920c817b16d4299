import { fixIf } from '../../finding/fix.ts';
import { addressList, loginIn } from '../../subjects/nginx/access.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/satisfy-any-allow-all',
  subject: 'nginxScope',
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'satisfy any with an open address list makes the login pointless',
  fix: 'behavior-changing',
  formats: ['nginx'],
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
