import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { isLimited, limitPath, limitStyle, mixesSpellings } from '../../subjects/compose/limits.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Enough for every server that forks a process or thread a connection; a fork bomb reaches it in a moment. */
const PROCESSES = 512;

export default defineRule({
  id: 'compose/missing-pids-limit',
  subject: 'service',
  severity: 'low',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Service may start any number of processes',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service) || isLimited(service, 'pids')) return;
    const path = limitPath('pids', limitStyle(service, modelOf(context)));
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} may start any number of processes: a fork bomb stops the host; set a pids limit`,
      path: ['services', service.name, 'pids'],
      fixes: () =>
        fixIf(
          `Limit ${quoted(service.name)} to ${PROCESSES} processes (it cannot start more)`,
          'behavior-changing',
          mixesSpellings(service) ? undefined : setKey(service, path, PROCESSES),
        ),
    });
  },
});
