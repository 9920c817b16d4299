import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
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
    const isUpgrade = directive.name === 'proxy_set_header' && directive.arg(0)?.toLowerCase() === 'upgrade';
    if (!isUpgrade || directive.arg(1)?.includes('$http_upgrade') !== true || scope.protocol !== 'http') return;
    const { version } = context.nginx;
    const isOldByDefault = version === undefined || isBefore(version, '1.29.7');
    const places = [scope, ...scope.descendants()].filter((inner) => inner.first('proxy_pass') !== undefined);
    const [place] = places;
    // Where one place has the version, the upgrade may be meant for that one.
    if (place === undefined || !places.every((inner) => speaksOld(inner, isOldByDefault))) return;
    // the image follows the releases: true of it today, and of no older copy of it
    const isCurrent = version === undefined && !isBefore(imageVersion(scope) ?? '1', '1.29.7');
    report({
      at: directive.at,
      ...(isCurrent && place.scalar('proxy_http_version').directive === undefined ? { severity: 'low' as const } : {}),
      message:
        'nginx before 1.29.7 asks over HTTP/1.0, which has no upgrade, so WebSockets fail; add proxy_http_version 1.1',
      fixes: fixIf(
        'Add proxy_http_version 1.1 (WebSockets connect)',
        'behavior-changing',
        place.scalar('proxy_http_version').directive === undefined
          ? scope.model.edit.insertAfter(directive, ['proxy_http_version 1.1;'])
          : undefined,
      ),
    });
  },
});

/** Whether requests go on from a place over HTTP/1.0 for certain. */
function speaksOld(scope: NginxScope, isOldByDefault: boolean): boolean {
  const { known, directive } = scope.scalar('proxy_http_version');
  return known && (directive === undefined ? isOldByDefault : directive.arg(0) === '1.0');
}
