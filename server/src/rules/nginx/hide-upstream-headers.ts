import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxEdit, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { isOfDeveloperTool } from '../../subjects/nginx/developer-tool.ts';
import { isSeenOrOfPackage } from '../../subjects/nginx/packaged.ts';
import { isPhpCatchAll } from '../../subjects/nginx/php.ts';
import { defineRule } from '../contract.ts';

const HIDE = 'fastcgi_hide_header';

export default defineRule({
  id: 'nginx/hide-upstream-headers',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'X-Powered-By with the PHP version reaches clients',
  fix: 'safe',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    const { server } = scope;
    if (directive.name !== 'fastcgi_pass' || server === undefined || isLocal(server) || isForDevelopment(server))
      return;
    if (isOfDeveloperTool(directive.uri) || firstToPhp(server) !== directive) return;
    if (!isSeenOrOfPackage(scope, HIDE)) return;
    const inForce = scope.array(HIDE);
    if (inForce.directives.some((it) => it.arg(0)?.toLowerCase() === 'x-powered-by')) return;
    if (scope.scalar('more_clear_headers').directive !== undefined) return;
    const target = inForce.scope ?? server.scope;
    report({
      at: directive.at,
      message: `PHP names its version in X-Powered-By unless expose_php is off; add ${HIDE} X-Powered-By`,
      fixes: fixIf(`Add ${HIDE} X-Powered-By (clients no longer see the header)`, 'safe', hideEverywhere(target, HIDE)),
    });
  },
});

/** A server is searched once for all its lines. A cache only. */
const found = new WeakMap<NginxServer, NginxDirective | undefined>();

/** The first place that hands scripts to PHP: one finding a server. */
function firstToPhp(server: NginxServer): NginxDirective | undefined {
  if (!found.has(server)) {
    const places = [server.scope, ...server.scope.descendants()].filter(
      (scope) => isPhpCatchAll(scope) || /php/i.test(scope.location?.path ?? ''),
    );
    found.set(
      server,
      places.map((scope) => scope.first('fastcgi_pass')).find((directive) => directive !== undefined),
    );
  }
  return found.get(server);
}

/** At the level that holds the set, and in every block below it that replaces the set. */
function hideEverywhere(target: NginxScope, hide: string): readonly NginxEdit[] | undefined {
  const { edit } = target.model;
  const statement = [`${hide} X-Powered-By;`];
  const base = edit.insert(target, statement);
  const below = target
    .descendants()
    .filter(
      (inner) =>
        inner.own(hide).length > 0 && !inner.own(hide).some((it) => it.arg(0)?.toLowerCase() === 'x-powered-by'),
    );
  return base === undefined ? undefined : [...base, ...below.flatMap((inner) => edit.insert(inner, statement) ?? [])];
}
