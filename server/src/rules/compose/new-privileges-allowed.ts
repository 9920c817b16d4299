import { fixIf } from '../../finding/fix.ts';
import { appendItem } from '../../formats/compose/edit/edit.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** `no-new-privileges`, `no-new-privileges:true`, `no-new-privileges=true`; an unknown value counts. */
function forbids(option: string | undefined): boolean {
  return option === undefined || option.trim().toLowerCase().startsWith('no-new-privileges');
}

export default defineRule({
  id: 'compose/new-privileges-allowed',
  subject: 'service',
  severity: 'low',
  category: 'isolation',
  // nearly every file lacks it: a hardening step, not a mistake
  profile: 'strict',
  stages: 'production',
  summary: 'Processes may gain privileges through setuid programs',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    const options = service.get('security_opt');
    if (options !== undefined && options.kind === 'map') return;
    if (service.scalars('security_opt').some((item) => !item.isNull && forbids(item.value))) return;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} may gain privileges through setuid programs; add no-new-privileges:true`,
      path: ['services', service.name, 'security_opt'],
      fixes: () =>
        fixIf(
          `Forbid new privileges in ${quoted(service.name)} (sudo and other setuid programs stop working)`,
          'behavior-changing',
          appendItem(service, ['security_opt'], 'no-new-privileges:true'),
        ),
    });
  },
});
