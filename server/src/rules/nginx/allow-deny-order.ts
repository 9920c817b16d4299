import { type Fix, fixIf } from '../../finding/fix.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { coversEverybody } from '../../subjects/nginx/access.ts';
import { NetworkLines } from '../../subjects/nginx/address-range.ts';
import { isFirstOf } from '../../subjects/nginx/first-of.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/allow-deny-order',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'An allow or deny line is never reached',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (!isFirstOf(directive, ['allow', 'deny'])) return;
    const list = directive.scope.directives.filter(({ name }) => name === 'allow' || name === 'deny');
    const above = new NetworkLines<NginxDirective>();
    for (const line of list) {
      const who = line.arg(0)?.toLowerCase() ?? '';
      const cover = above.firstCovering(who);
      above.add(who, line);
      // A line of the same kind below is only repetition.
      if (cover === undefined || cover.name === line.name) continue;
      report({
        at: line.at,
        message: `${line.name} ${who.slice(0, 18)} is never reached: ${cover.name} ${(cover.arg(0) ?? '').slice(0, 18)} above decides; move it up`,
        related: [{ at: cover.at, message: 'The line that decides' }],
        fixes: () => moveFix(list, cover),
      });
      return;
    }
  },
});

/** Moves a `deny all` that stands above allow lines to the end of the list. */
function moveFix(list: readonly NginxDirective[], cover: NginxDirective): readonly Fix[] {
  const last = list.at(-1);
  if (cover.name !== 'deny' || !coversEverybody(cover) || last?.name !== 'allow') return [];
  if (last.uri !== cover.uri) return [];
  const { edit } = cover.scope.model;
  return fixIf('Move deny all to the end of the list (the listed addresses get access)', 'behavior-changing', [
    ...edit.remove(cover),
    ...edit.insertAfter(last, ['deny all;']),
  ]);
}
