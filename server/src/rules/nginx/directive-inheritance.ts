import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxInclude, NginxScope } from '../../formats/nginx/model/model.ts';
import { stockNames } from '../../formats/nginx/model/stock-files.ts';
import { labelOf, someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

// Sets that a level replaces as a whole, and what makes two lines of a set the same thing.
const SETS: Readonly<Record<string, (directive: NginxDirective) => readonly string[]>> = {
  fastcgi_param: first,
  uwsgi_param: first,
  scgi_param: first,
  proxy_hide_header: first,
  fastcgi_hide_header: first,
  limit_conn: first,
  limit_req: (directive) => [directive.param('zone') ?? ''],
  error_page: (directive) => directive.values.filter((value) => /^(404|5\d\d)$/.test(value)),
};
const LIMITS: readonly string[] = ['limit_req', 'limit_conn'];

export default defineRule({
  id: 'nginx/directive-inheritance',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A block replaces limits, parameters or hidden headers of the level above',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    for (const [name, keysOf] of Object.entries(SETS)) {
      if (hidesOthers(scope, name)) continue;
      if (scope.kind !== 'location' || scope.parent === undefined || scope.own(name).length === 0 || isUnseen(scope))
        continue;
      const mine = new Set([...scope.array(name).directives.flatMap(keysOf), ...stockKeys(scope, name)]);
      const dropped = scope.parent
        .array(name)
        .directives.filter((directive) => keysOf(directive).some((key) => !mine.has(key)));
      const [lost] = dropped;
      if (lost === undefined) continue;
      report({
        at: scope.at,
        message: `${labelOf(scope)}: its own ${name} drops ${someOf(
          [...new Set(dropped.flatMap(keysOf))].filter((key) => !mine.has(key)),
          3,
        ).slice(0, 36)}; repeat it`,
        ...(LIMITS.includes(name) || name.endsWith('_param') ? {} : { severity: 'low' as const }),
        related: [{ at: lost.at, message: 'The line that is lost' }],
        fixes: name === 'error_page' ? [] : repeatLines(scope, name, dropped),
      });
    }
  },
});

/** Named and internal locations only serve what another one sends them. */
function isUnseen(scope: NginxScope): boolean {
  return scope.location?.modifier === '@' || scope.first('internal') !== undefined;
}

function first(directive: NginxDirective): readonly string[] {
  return [directive.arg(0)?.toLowerCase() ?? ''];
}

function repeatLines(scope: NginxScope, name: string, dropped: readonly NginxDirective[]): ReturnType<typeof fixIf> {
  const { edit } = scope.model;
  return fixIf(
    `Repeat the lost ${name} lines here (they are in force again)`,
    'behavior-changing',
    edit.insert(
      scope,
      dropped.map((directive) => edit.textOf(directive)),
    ),
    dropped,
  );
}

function includesOf(scope: NginxScope): readonly NginxInclude[] {
  return scope.model.includes.filter(({ directive }) => directive.scope === scope);
}

/** What nginx's own files (`fastcgi_params` …) set when they are included but not here. */
function stockKeys(scope: NginxScope, name: string): readonly string[] {
  return includesOf(scope)
    .filter(({ state }) => state === 'stock')
    .flatMap(({ path }) => stockNames(path, name).map((key) => key.toLowerCase()));
}

/** Whether lines of the set may stand in an include that cannot be read. */
function hidesOthers(scope: NginxScope, name: string): boolean {
  return (
    scope.hides(name) &&
    !includesOf(scope).some(({ state, path }) => state === 'stock' && stockNames(path, name).length > 0)
  );
}
