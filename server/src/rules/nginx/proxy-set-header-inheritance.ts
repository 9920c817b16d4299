import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { handlerOf } from '../../subjects/nginx/answers.ts';
import { labelOf, someOf } from '../../subjects/nginx/scope-label.ts';
import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

const SETS: readonly string[] = ['proxy_set_header', 'grpc_set_header'];
const IDENTITY = /^(host|x-forwarded-|x-real-ip|forwarded|upgrade|x-ssl-|authorization)/;

export default defineRule({
  id: 'nginx/proxy-set-header-inheritance',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A block with its own proxy_set_header drops the ones of the level above',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { parent } = scope;
    for (const name of SETS) {
      if (parent === undefined || scope.own(name).length === 0 || !proxies(scope)) continue;
      const mine = new Set(scope.array(name).directives.map(headerName));
      const dropped = parent
        .array(name)
        .directives.filter((directive) => !mine.has(headerName(directive)) && !isDefault(directive, scope));
      const [first] = dropped;
      if (first === undefined) continue;
      const { edit } = scope.model;
      report({
        at: scope.at,
        message: `${labelOf(scope)}: its own ${name} drops ${someOf(
          dropped.map((it) => it.arg(0) ?? ''),
          2,
          26,
        )}; repeat them`,
        ...(dropped.some((it) => IDENTITY.test(headerName(it))) ? {} : { severity: 'low' as const }),
        related: [{ at: first.at, message: 'The first header that is lost' }],
        fixes: fixIf(
          `Repeat the lost ${name} lines here (the application gets these headers again)`,
          'behavior-changing',
          edit.insert(
            scope,
            dropped.map((it) => edit.textOf(it)),
          ),
          dropped,
        ),
      });
    }
  },
});

function headerName(directive: NginxDirective): string {
  return directive.arg(0)?.toLowerCase() ?? '';
}

/**
 * Whether nginx sends the same without the line. It names the target in Host and closes the connection; an empty Connection keeps it open
 * only for an upstream with `keepalive`: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header
 */
function isDefault(directive: NginxDirective, scope: NginxScope): boolean {
  const value = directive.arg(1)?.toLowerCase();
  if (headerName(directive) === 'host') return value === '$proxy_host' && directive.name === 'proxy_set_header';
  if (headerName(directive) !== 'connection' || directive.name !== 'proxy_set_header') return false;
  return value === 'close' || (value === '' && !mayKeepAlive(scope));
}

/** Whether a target of the scope is an upstream that keeps connections, or one that is not seen. */
function mayKeepAlive(scope: NginxScope): boolean {
  const targets = [scope, ...scope.descendants()].flatMap((inner) => handlerOf(inner) ?? []).map(upstreamTarget);
  return targets.some((target) => {
    if (target === undefined || target.host.includes('$')) return true;
    return target.upstream === undefined ? hidesUpstreams(scope) : target.upstream.first('keepalive') !== undefined;
  });
}

function hidesUpstreams(scope: NginxScope): boolean {
  const http = scope.enclosing('http');
  return http === undefined || !http.visible || http.hides('upstream');
}

/** Whether requests of this scope go on to an application from here or from below. */
function proxies(scope: NginxScope): boolean {
  const around = scope.kind === 'if' ? [scope.location?.scope ?? scope] : [];
  return [scope, ...around, ...scope.descendants()].some((inner) => handlerOf(inner) !== undefined);
}
