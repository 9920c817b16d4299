import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { secondsOf } from '../../subjects/nginx/measures.ts';
import { defineRule } from '../contract.ts';

const CACHE = /^(proxy|fastcgi|uwsgi|scgi)_cache$/;

export default defineRule({
  id: 'nginx/cache-stampede',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Everybody asks the application when a short-lived cache entry expires',
  fix: 'behavior-changing',
  formats: ['nginx'],
  thresholds: { seconds: { default: 60, description: 'Shortest life of an entry, in seconds, that needs no lock' } },
  check(directive, report, context) {
    const { name, scope } = directive;
    if (!CACHE.test(name) || directive.arg(0)?.toLowerCase() === 'off') return;
    if (scope.isOn(`${name}_lock`, false) !== false || refreshesBehind(scope, name)) return;
    const lives = scope
      .array(`${name}_valid`)
      .directives.flatMap(({ values }) => secondsOf(values.at(-1)) ?? [])
      .filter((seconds) => seconds > 0);
    const shortest = lives.reduce((least, life) => Math.min(least, life), Number.POSITIVE_INFINITY);
    if (shortest > context.threshold('seconds')) return;
    report({
      at: directive.at,
      message: `Each time an entry expires (${shortest} s), all requests for it reach the application; add ${name}_lock on`,
      fixes: fixIf(
        `Add ${name}_lock on (one request refreshes an entry, others wait up to 5 s)`,
        'behavior-changing',
        scope.model.edit.insertAfter(directive, [`${name}_lock on;`]),
      ),
    });
  },
});

/** Whether visitors get the old entry while one request in the background fetches the new one. */
function refreshesBehind(scope: NginxScope, name: string): boolean {
  const stale = scope.scalar(`${name}_use_stale`);
  const update = scope.isOn(`${name}_background_update`, false);
  return update !== false || !stale.known || stale.directive?.values.includes('updating') === true;
}
