import { fixIf } from '../../finding/fix.ts';
import { portKey, portText, reachOf } from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { openPort } from '../../subjects/compose/open-port.ts';
import { relayOf } from '../../subjects/compose/relays.ts';
import { modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/open-relay',
  subject: 'service',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'running',
  summary: 'Proxy or DNS resolver is open to every network',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (!runsInProduction(service)) return;
    const model = modelOf(context);
    for (const port of service.ports) {
      const relay = reachOf(port) === 'everyone' ? relayOf(service, port) : undefined;
      if (relay === undefined) continue;
      const number = portText(port);
      const open = openPort(service, port, model);
      const isProxy = relay.kind === 'proxy';
      report({
        at: open.at,
        message: `${quoted(service.name)} is ${relay.what} for every network on port ${number}: ${isProxy ? open.advice : 'bind it to the address its clients use'}`,
        severity: isProxy ? 'high' : relay.isForHome ? 'low' : 'medium',
        path: ['services', service.name, 'ports', portKey(port)],
        fixes: isProxy
          ? fixIf(
              `Bind port ${number} to 127.0.0.1 (clients outside this host lose access)`,
              'behavior-changing',
              open.bind,
            )
          : [],
      });
    }
  },
});
