import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { looksForeign, nearestDirective } from '../../knowledge/nginx/nearest.ts';
import { hasForeignModules } from '../../subjects/nginx/validation/foreign-modules.ts';
import { misuseOf } from '../../subjects/nginx/validation/misuse.ts';
import { defineRule } from '../contract.ts';

function message(
  directive: NginxDirective,
  near: string | undefined,
  since: string | undefined,
  removed: string | undefined,
): string {
  const name = directive.name.length > 36 ? `${directive.name.slice(0, 35)}…` : directive.name;
  if (removed !== undefined) return `"${name}" was removed in nginx ${removed}, which will not start: delete it`;
  if (since !== undefined) return `"${name}" needs nginx ${since}, an older one will not start: upgrade or remove it`;
  const hint = near === undefined ? 'check the spelling or load its module' : `did you mean "${near}"?`;
  return `unknown directive "${name}", nginx will not start: ${hint}`;
}

export default defineRule({
  id: 'nginx/unknown-directive',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A directive that nginx does not know',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report, context) {
    const misuse = misuseOf(directive, context.nginx.version);
    if (misuse?.kind !== 'unknown') return;
    const model = directive.scope.model;
    const byVersion = misuse.since !== undefined || misuse.removed !== undefined;
    if (!byVersion && (!model.top.visible || looksForeign(directive.name) || hasForeignModules(model))) return;
    const near = byVersion ? undefined : nearestDirective(directive.name, directive.scope.context);
    report({
      at: directive.at,
      message: message(directive, near, misuse.since, misuse.removed),
      fixes:
        near === undefined
          ? []
          : fixIf(
              `Replace by ${near} (the setting takes effect)`,
              'behavior-changing',
              model.edit.rename(directive, near),
            ),
    });
  },
});
