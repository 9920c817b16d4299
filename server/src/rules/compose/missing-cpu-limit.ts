import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { isLimited, limitPath, limitStyle, mixesSpellings } from '../../subjects/compose/limits.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/missing-cpu-limit',
  subject: 'service',
  severity: 'low',
  category: 'limits',
  // a busy loop slows neighbours down and kills nobody: worth a line to those who ask for strictness
  profile: 'strict',
  stages: 'production',
  summary: 'Service may take all CPUs of the host',
  fix: 'needs-input',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, model)) return;
    if (isLimited(service, 'cpus')) return;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} has no CPU limit: a busy loop slows every neighbour down; set one`,
      path: ['services', service.name, 'cpus'],
      fixes: () =>
        fixIf(
          `Limit the CPUs of ${quoted(service.name)}`,
          'needs-input',
          mixesSpellings(service)
            ? undefined
            : setKey(service, limitPath('cpus', limitStyle(service, model)), { placeholder: 'CPUS' }),
        ),
    });
  },
});
