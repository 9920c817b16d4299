import { fixIf } from '../../finding/fix.ts';
import { removeKey } from '../../formats/compose/edit/remove.ts';
import type { ComposeModel } from '../../formats/compose/model/model.ts';
import { type Need, needOf, severityByNeed } from '../../subjects/compose/grants.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { hostNetworks, usesHostNetwork } from '../../subjects/compose/reach.ts';
import { modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/host-network',
  subject: 'service',
  severity: 'high',
  category: 'isolation',
  profile: 'recommended',
  stages: 'deployed',
  summary: 'Container uses the network of the host',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!usesHostNetwork(service, model)) return;
    const need = needOf(service, 'host-network', model);
    // a program that listens to the host's links opens no port of its own
    if (need === 'essential' && service.ports.length === 0) return;
    // who shares the host's network finds each other at 127.0.0.1: one that leaves it alone is cut off
    const sharing = model === undefined ? 0 : onHostNetwork(model);
    const isShared = sharing > 1;
    const isWholeStack = isShared && sharing === model?.services.length;
    const severity = severityByNeed(isWholeStack ? 'low' : isShared ? 'medium' : 'high', need) ?? 'low';
    const message = messageFor(service.name, need, isShared);
    const mode = service.scalar('network_mode');
    const path = ['services', service.name, 'network_mode'];
    const value = mode?.value?.trim().toLowerCase();
    if (mode !== undefined && value === 'host') {
      report({
        at: placeOf(mode),
        message,
        severity,
        path,
        fixes:
          need !== undefined || isShared
            ? []
            : fixIf(
                'Use the network of the project (ports must be published and others reached by service name)',
                'behavior-changing',
                removeKey(service, ['network_mode']),
              ),
      });
    }
    for (const network of service.networks) {
      if (model === undefined || !hostNetworks(model).has(network.name)) continue;
      report({
        at: placeOf(network),
        message,
        severity,
        path: [...path, network.name],
      });
    }
  },
});

const counts = new WeakMap<ComposeModel, number>();

/** How many services of a file use the host's network, counted once. */
function onHostNetwork(model: ComposeModel): number {
  const count = counts.get(model) ?? model.services.filter((service) => usesHostNetwork(service, model)).length;
  counts.set(model, count);
  return count;
}

function messageFor(name: string, need: Need | undefined, isShared: boolean): string {
  if (need !== undefined)
    return `${quoted(name)} uses the host's network, as its work needs: every port it opens is public; keep a firewall before it`;
  return isShared
    ? `${quoted(name)} uses the host's network: every port it opens is public; move it off with those it talks to`
    : `${quoted(name)} uses the host's network: every port it opens is public; publish ports instead`;
}
