import { fixIf } from '../../finding/fix.ts';
import { imageVersion } from '../../subjects/nginx/image-version.ts';
import { isBefore } from '../../subjects/nginx/version.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/websocket-http-version',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'An upgrade is asked for over HTTP/1.0, which has none',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report, context) {
    const { scope } = directive;
    if (directive.name !== 'proxy_pass' || scope.protocol !== 'http' || scope.kind !== 'location') return;
    const upgrade = scope
      .array('proxy_set_header')
      .directives.find((line) => line.arg(0)?.toLowerCase() === 'upgrade' && line.arg(1)?.includes('$http_upgrade'));
    const version = scope.scalar('proxy_http_version');
    if (
      upgrade === undefined ||
      !version.known ||
      (version.directive !== undefined && version.directive.arg(0) !== '1.0')
    )
      return;
    const release = context.nginx.version ?? imageVersion(scope);
    if (release !== undefined && !isBefore(release, '1.29.7') && version.directive === undefined) return;
    report({
      at: upgrade.scope === scope ? upgrade.at : directive.at,
      message:
        'nginx before 1.29.7 asks over HTTP/1.0, which has no upgrade, so WebSockets fail; add proxy_http_version 1.1',
      fixes: fixIf(
        'Add proxy_http_version 1.1 (WebSockets connect)',
        'behavior-changing',
        version.directive === undefined
          ? scope.model.edit.insertAfter(directive, ['proxy_http_version 1.1;'])
          : undefined,
      ),
    });
  },
});
