import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { accessTo, addressList, loginIn } from '../../subjects/nginx/access.ts';
import { EXAMPLE_NETWORK, placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/dav-methods-open',
  subject: 'nginxDirective',
  directives: ['dav_methods'],
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'Everybody may write files by WebDAV',
  fix: 'needs-input',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (directive.arg(0)?.toLowerCase() === 'off' || directive.args.length === 0) return;
    if (accessTo(scope) !== 'open' || scope.children.some(isGuard)) return;
    report({
      at: directive.at,
      message: `dav_methods ${directive.values.join(' ').slice(0, 30)} lets everybody write files here; require a login or an address list`,
      fixes: fixIf(
        'Let only the network you fill in change files (others get 403)',
        'needs-input',
        scope.own('allow').length + scope.own('deny').length > 0
          ? undefined
          : scope.model.edit.insert(scope, [`allow ${placeholder(1, EXAMPLE_NETWORK)};`, 'deny all;'], {
              snippet: true,
            }),
      ),
    });
  },
});

function isGuard(scope: NginxScope): boolean {
  return (
    scope.kind === 'limit_except' &&
    (loginIn(scope) !== undefined || ['closed', 'restricted'].includes(addressList(scope)))
  );
}
