import { type Fix, fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { Severity } from '../../finding/severity.ts';
import { setEntry } from '../../formats/compose/edit/edit.ts';
import { removeItem } from '../../formats/compose/edit/remove.ts';
import { replaceScalar } from '../../formats/compose/edit/scalar.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeMap, ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { type Need, needOf, severityByNeed } from '../../subjects/compose/grants.ts';
import { linksOnly, unprivileged } from '../../subjects/compose/links-only.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { modelOf } from '../../subjects/compose/role.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { defineRule } from '../contract.ts';

const TRUE: ReadonlySet<string> = new Set(['true', 'yes', 'on', 'y', '1']);
const HOOKS: readonly string[] = ['post_start', 'pre_start', 'pre_stop'];
const ENTITLEMENTS: ReadonlySet<string> = new Set(['security.insecure', 'network.host']);

function isTrue(node: ComposeScalar | undefined): node is ComposeScalar {
  return node?.value !== undefined && TRUE.has(node.value.trim().toLowerCase());
}

function checkService(service: ComposeService, report: ReportFunction, context: RuleContext): void {
  const node = service.scalar('privileged');
  if (!isTrue(node)) return;
  const need = needOf(service, 'privileged', modelOf(context));
  const name = quoted(service.name);
  // a tunnel or a tool for links has one known reason, and nobody is let in by a port
  const isForLinks = need === undefined && needOf(service, 'net-admin', modelOf(context)) === 'essential';
  report({
    at: placeOf(node),
    message:
      need === 'essential'
        ? `${name} must run privileged: root in it owns the host; give it a host of its own or a rootless image`
        : need === 'documented'
          ? `${name} runs privileged, as its image documents: root in it owns the host; keep other work off it`
          : `${name} runs privileged: root in it owns the host; ${isForLinks ? 'NET_ADMIN and its devices do' : 'add single capabilities or devices instead'}`,
    severity: isForLinks && service.ports.length === 0 ? 'high' : gradeOf(need),
    path: ['services', service.name, 'privileged'],
    fixes: need !== undefined ? [] : isForLinks ? linksOnly(service, node) : unprivilegedFix(service, node),
  });
}

function unprivilegedFix(service: ComposeService, node: ComposeScalar): readonly Fix[] {
  return fixIf(
    `Run ${quoted(service.name)} unprivileged (devices and calls are gone, /proc/sys and /sys read-only)`,
    'behavior-changing',
    unprivileged(service, node),
  );
}

function gradeOf(need: Need | undefined): Severity {
  return severityByNeed('critical', need) ?? 'low';
}

function hooksOf(service: ComposeService): readonly { readonly name: string; readonly hook: ComposeMap }[] {
  return HOOKS.flatMap((name) =>
    (service.list(name)?.items ?? []).flatMap((item) => (item.kind === 'map' ? [{ name, hook: item }] : [])),
  );
}

function checkHooks(service: ComposeService, report: ReportFunction): void {
  for (const { name, hook } of hooksOf(service)) {
    const node = hook.get('privileged');
    if (node?.kind !== 'scalar' || !isTrue(node)) continue;
    report({
      at: placeOf(node),
      message: `Hook ${name} of ${quoted(service.name)} runs privileged: whoever changes it owns the host; drop it`,
      path: ['services', service.name, name],
      fixes: fixIf(
        'Run the hook unprivileged (it loses access to devices)',
        'behavior-changing',
        setEntry(hook, ['privileged'], false),
      ),
    });
  }
}

function checkBuild(service: ComposeService, report: ReportFunction): void {
  const privileged = service.scalar('build', 'privileged');
  if (isTrue(privileged)) {
    report({
      at: placeOf(privileged),
      message: `Image of ${quoted(service.name)} is built privileged: any build step owns the build host; drop it`,
      severity: 'high',
      path: ['services', service.name, 'build', 'privileged'],
      fixes: fixIf(
        'Build unprivileged (steps that need devices fail)',
        'behavior-changing',
        replaceScalar(privileged, 'false'),
      ),
    });
  }
  for (const item of service.scalars('build', 'entitlements')) {
    if (item.value === undefined || !ENTITLEMENTS.has(item.value)) continue;
    report({
      at: placeOf(item),
      message: `Build of ${quoted(service.name)} is given ${item.value}: build steps leave their sandbox; remove it`,
      severity: 'high',
      path: ['services', service.name, 'build', item.value],
      fixes: fixIf(
        `Remove ${item.value} (steps that need it fail)`,
        'behavior-changing',
        removeItem(service, ['build', 'entitlements'], item),
      ),
    });
  }
}

export default defineRule({
  id: 'compose/privileged-container',
  subject: 'service',
  severity: 'critical',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'Container runs with full host privileges',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    checkService(service, report, context);
    checkHooks(service, report);
    checkBuild(service, report);
  },
});
