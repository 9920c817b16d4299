import { fixIf } from '../../finding/fix.ts';
import { setKeys } from '../../formats/compose/edit/edit.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { factsOf, isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

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
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'Container keeps the default capabilities',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    if (dropsAll(service)) return;
    const { edits, back } = dropped(service);
    const keeping = back.length === 0 ? '' : `, keep ${back.join(', ')}`;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} keeps Docker's default capabilities: drop ALL and add back what it needs`,
      path: ['services', service.name, 'cap_drop'],
      fixes: () => fixIf(`Drop all capabilities${keeping} (other privileged calls fail)`, 'behavior-changing', edits),
    });
  },
});
