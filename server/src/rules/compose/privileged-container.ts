import { type Edits, removeItem, replaceScalar, setEntry } from '../../formats/compose/edit.ts';
import type { ComposeService } from '../../formats/compose/model.ts';
import type { ComposeMap, ComposeScalar } from '../../formats/compose/nodes.ts';
import { documents } from '../../knowledge/images/lookup.ts';
import { defineRule, fixIf, type ReportFunction, yaml } from '../contract.ts';
import { placeOf, quoted } from './service/names.ts';
import { factsOf } from './service/role.ts';

const TRUE: ReadonlySet<string> = new Set(['true', 'yes', 'on', 'y', '1']);
const HOOKS: readonly string[] = ['post_start', 'pre_start', 'pre_stop'];
const ENTITLEMENTS: ReadonlySet<string> = new Set(['security.insecure', 'network.host']);

function isTrue(node: ComposeScalar | undefined): node is ComposeScalar {
  return node?.value !== undefined && TRUE.has(node.value.trim().toLowerCase());
}

function checkService(service: ComposeService, report: ReportFunction): void {
  const node = service.scalar('privileged');
  if (!isTrue(node)) return;
  const documented = documents(factsOf(service), 'privileged');
  report({
    at: placeOf(node),
    message: documented
      ? `${quoted(service.name)} runs privileged, as its image documents: root in it owns the host; give it its own`
      : `${quoted(service.name)} runs privileged: root in it owns the host; add single capabilities or devices instead`,
    ...(documented ? { severity: 'medium' as const } : {}),
    path: ['services', service.name, 'privileged'],
    fixes: documented
      ? []
      : fixIf(
          `Run ${quoted(service.name)} unprivileged (devices and kernel features it relies on are gone)`,
          'behavior-changing',
          unprivileged(service, node),
        ),
  });
}

/** The value alone where it is written as one; a reference is replaced as a whole. */
function unprivileged(service: ComposeService, node: ComposeScalar): Edits {
  return service.owns(node) ? replaceScalar(node, 'false') : undefined;
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
  severityBecause: 'A foothold in the container gives the host.',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'Container runs with full host privileges',
  why: 'A privileged container has every capability, every device and no seccomp or AppArmor profile. Root in it mounts the disk of the host and is root on the host. Nearly always one capability or one device is all that was needed.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.5',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'OWASP Docker Security, rule 3',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
    {
      name: 'Docker: runtime privilege',
      url: 'https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            privileged: true
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            post_start:
              - command: ./tune.sh
                privileged: true
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            privileged: false
      `,
      yaml`
        services:
          vpn:
            image: example/vpn:1.4.2
            cap_add:
              - NET_ADMIN
            devices:
              - /dev/net/tun
      `,
    ],
  },
  check(service, report) {
    checkService(service, report);
    checkHooks(service, report);
    checkBuild(service, report);
  },
});
