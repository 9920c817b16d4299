import { fixIf } from '../../finding/fix.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import {
  bindToLoopback,
  insideOf,
  portKey,
  portPlace,
  portText,
  reachOf,
  unpublish,
} from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { factsOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Interfaces with a login of their own are one step further away; agents show metrics. */
function asksForLogin(service: ComposeService): boolean {
  const facts = factsOf(service);
  return facts?.secrets !== undefined || isKind(facts, 'container-manager', 'monitoring-agent');
}

export default defineRule({
  id: 'compose/admin-interface-published',
  subject: 'service',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Administration interface is open to the network',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    if (!runsInProduction(service)) return;
    for (const port of service.ports) {
      const inside = insideOf(service, port);
      if (inside?.kind !== 'admin' || reachOf(port) !== 'everyone') continue;
      const number = portText(port);
      report({
        at: portPlace(port),
        message: `${inside.what} of ${quoted(service.name)} is open to everyone on port ${number}: bind it to 127.0.0.1`,
        ...(asksForLogin(service) ? { severity: 'medium' as const } : {}),
        path: ['services', service.name, 'ports', portKey(port)],
        fixes: [
          ...fixIf(
            `Bind port ${number} to 127.0.0.1 (clients outside this host lose access)`,
            'behavior-changing',
            bindToLoopback(port),
          ),
          ...fixIf(
            `Do not publish port ${number} (only other containers reach it)`,
            'behavior-changing',
            unpublish(service, port),
          ),
        ],
      });
    }
  },
});
