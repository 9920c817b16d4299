import { fixIf } from '../../finding/fix.ts';
import { setKeys } from '../../formats/compose/edit/edit.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { factsOf, isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

function dropsAll(service: ComposeService): boolean {
  return service.scalars('cap_drop').some((item) => {
    const name = item.value?.trim().toUpperCase();
    return name === undefined || name === 'ALL' || name === 'CAP_ALL';
  });
}

/** Drops all and adds back what the image's entry point needs; only for images where that is known. */
function dropped(service: ComposeService): {
  readonly edits: Edits;
  readonly back: readonly string[];
} {
  const back = factsOf(service)?.capabilities;
  if (back === undefined || service.get('cap_drop') !== undefined || service.get('cap_add') !== undefined) {
    return { edits: undefined, back: [] };
  }
  const drop = [['cap_drop'], ['ALL']] as const;
  return {
    edits: setKeys(service, back.length === 0 ? [drop] : [drop, [['cap_add'], back]]),
    back,
  };
}

export default defineRule({
  id: 'compose/capabilities-not-dropped',
  subject: 'service',
  severity: 'low',
  severityBecause:
    'A foothold in the container gets an easier next step: the fourteen capabilities of Docker by default.',
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'Container keeps the default capabilities',
  why: 'Docker leaves root in a container fourteen capabilities, among them to override file permissions, forge packets and create devices. Most services need none of them, or two or three while they start.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.4',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'OWASP Docker Security, rule 3',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
    {
      name: 'Docker: runtime privilege and Linux capabilities',
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
            image: nginx:1.27
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            cap_drop: [NET_RAW]
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: nginx:1.27
            cap_drop: [ALL]
            cap_add: [CHOWN, SETGID, SETUID, NET_BIND_SERVICE]
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            cap_drop:
              - all
      `,
    ],
  },
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    if (dropsAll(service)) return;
    const { edits, back } = dropped(service);
    const keeping = back.length === 0 ? '' : `, keep ${back.join(', ')}`;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} keeps Docker's default capabilities: drop ALL and add back what it needs`,
      path: ['services', service.name, 'cap_drop'],
      fixes: fixIf(`Drop all capabilities${keeping} (other privileged calls fail)`, 'behavior-changing', edits),
    });
  },
});
