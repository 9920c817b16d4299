import { type FixSafety, fixIf } from '../../finding/fix.ts';
import { removeKey } from '../../formats/compose/edit/remove.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { quoted, settingKey } from '../../subjects/compose/names.ts';
import { modelOf } from '../../subjects/compose/role.ts';
import { isStack } from '../../subjects/compose/stack.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/conflicting-network-mode',
  subject: 'service',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'network_mode contradicts networks or ports',
  fix: 'safe',
  formats: ['compose'],
  check(service, report, context) {
    const mode = service.text('network_mode');
    if (mode === undefined || mode === '') return;
    const path = ['services', service.name, 'network_mode'];
    if (service.networks.length > 0) {
      report({
        at: settingKey(service, 'networks'),
        message: `Compose refuses ${quoted(service.name)}: it has network_mode and networks; keep one of them`,
        path: [...path, 'networks'],
        fixes: () => fixIf('Remove networks (the mode decides)', 'behavior-changing', removeKey(service, ['networks'])),
      });
    }
    const isHost = mode === 'host';
    if (service.ports.length === 0 || (!isHost && mode !== 'none' && !/^(?:service|container):/.test(mode))) return;
    report({
      at: settingKey(service, 'ports'),
      message: isHost
        ? `ports of ${quoted(service.name)} have no effect: network_mode host opens every port; remove one of them`
        : `${quoted(service.name)} cannot publish ports with network_mode ${mode.slice(0, 24)}: publish them there`,
      path: [...path, 'ports'],
      fixes: isHost
        ? fixIf('Remove ports (Docker ignores them)', levelOf(service, context), removeKey(service, ['ports']))
        : [],
    });
  },
});

/** Swarm ignores the mode and publishes the ports; a mode that a variable makes up may be another one. */
function levelOf(service: ComposeService, context: RuleContext): FixSafety {
  const isWritten = service.scalar('network_mode')?.text.includes('$') === false;
  return isWritten && !isStack(modelOf(context)) ? 'safe' : 'behavior-changing';
}
