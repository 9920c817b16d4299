import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { localOnlyFixes } from '../../subjects/nginx/local-only.ts';
import { nginxReach } from '../../subjects/nginx/reach.ts';
import { defineRule } from '../contract.ts';

const PATHS =
  /^\/(metrics|server-status|server-info|nginx_status|nginx-status|php[-_]status|fpm[-_]status|status\/fpm|actuator|debug\/pprof|debug\/vars|vts|vhost_status)\/?$/i;
const PAGES: readonly string[] = [
  'vhost_traffic_status_display',
  'stream_server_traffic_status_display',
  'status',
  'upstream_conf',
  'api',
  'check_status',
  'upstream_show',
];

export default defineRule({
  id: 'nginx/metrics-exposed',
  subject: 'nginxScope',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Metrics or a management page are open to everybody',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location } = scope;
    if (scope.kind !== 'location' || location === undefined || location.isRegex || scope.server === undefined) return;
    const page = scope.directives.find((directive) => PAGES.includes(directive.name));
    if (
      page === undefined &&
      (!PATHS.test(location.path) || handlerOf(scope) === undefined || scope.first('stub_status') !== undefined)
    )
      return;
    if (answer(scope) !== undefined || accessTo(scope) !== 'open' || isGuardedByMethod(scope)) return;
    const isWritable = page !== undefined && isWritableApi(page);
    // In a network of its own the neighbours that read it are the monitoring.
    if (!isWritable && nginxReach(scope) === 'network') return;
    report({
      at: page?.at ?? location.pathAt,
      message: isWritable
        ? 'Everybody can change upstreams through this API; allow only the machines that manage nginx'
        : `${location.path.slice(0, 30)} shows metrics or internals to everybody; allow the monitoring only and deny all`,
      ...(isWritable ? {} : { severity: 'medium' as const }),
      fixes: () => localOnlyFixes(scope),
    });
  },
});

function isWritableApi(page: NginxDirective): boolean {
  return page.name === 'upstream_conf' || page.param('write')?.toLowerCase() === 'on';
}

/** `limit_except GET { deny all; }` keeps changes away but not readers. */
function isGuardedByMethod(scope: NginxScope): boolean {
  return scope.children.some(
    (child) => child.kind === 'limit_except' && child.own('deny').length > 0 && child.opener?.args.length === 0,
  );
}
