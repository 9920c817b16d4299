import { fixIf } from '../../finding/fix.ts';
import { severityByReach } from '../../finding/reach.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, modelOf } from '../../subjects/compose/role.ts';
import { placeOfVariable, setVariable } from '../../subjects/compose/variables.ts';
import { defineRule } from '../contract.ts';

const TRUE: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on']);

export default defineRule({
  id: 'compose/socket-proxy-too-open',
  subject: 'service',
  severity: 'high',
  category: 'isolation',
  profile: 'recommended',
  stages: 'any',
  summary: 'Docker socket proxy lets its clients start containers',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (!isKind(factsOf(service), 'socket-proxy')) return;
    const isOn = (name: string): boolean => TRUE.has(service.variable(name)?.value?.trim().toLowerCase() ?? '');
    const post = service.variable('POST');
    const what = ['CONTAINERS', 'EXEC'].find(isOn);
    if (post === undefined || what === undefined || !isOn('POST')) return;
    report({
      at: placeOfVariable(service, post),
      severity: severityByReach('high', serviceReach(service, modelOf(context))) ?? 'low',
      message: `POST with ${what} lets clients of ${quoted(service.name)} take the host over: set POST to 0`,
      path: ['services', service.name, 'environment', 'POST'],
      fixes: () =>
        fixIf(
          'Set POST to 0 (clients can read, and no longer start or stop anything)',
          'behavior-changing',
          setVariable(post.keyed, '0'),
        ),
    });
  },
});
