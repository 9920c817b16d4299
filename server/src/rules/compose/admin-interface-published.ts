import { fixIf } from '../../finding/fix.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { majorVersion } from '../../knowledge/images/image-name.ts';
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
import { factsOf, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Interfaces with a login of their own are one step further away; agents show metrics. */
function asksForLogin(service: ComposeService): boolean {
  const facts = factsOf(service);
  return facts?.secrets !== undefined || isKind(facts, 'container-manager', 'monitoring-agent');
}

/** The login of these is that of the search engine behind them. */
const FRONTS: ReadonlyMap<string, string> = new Map([
  ['Kibana', 'Elasticsearch'],
  ['OpenSearch Dashboards', 'OpenSearch'],
]);

/** Whether the service shows data of an engine of the project that asks nobody: security is off, or not on before version 8. */
function fronts(service: ComposeService, model: ComposeModel | undefined): boolean {
  const engine = FRONTS.get(factsOf(service)?.name ?? '');
  if (engine === undefined) return false;
  return (model?.services ?? []).some((other) => {
    if (factsOf(other)?.name !== engine || !other.environmentComplete) return false;
    const security = other.variable('xpack.security.enabled');
    if (engine !== 'Elasticsearch') return other.variable('DISABLE_SECURITY_PLUGIN')?.value?.toLowerCase() === 'true';
    if (security !== undefined) return security.value === 'false';
    return (
      (majorVersion(other.image?.tag?.value) ?? 8) < 8 &&
      other.mounts.every(({ target }) => !target?.value?.endsWith('.yml'))
    );
  });
}

export default defineRule({
  id: 'compose/admin-interface-published',
  subject: 'service',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'running',
  summary: 'Administration interface is open to the network',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (!runsInProduction(service)) return;
    for (const port of service.ports) {
      const inside = insideOf(service, port);
      if (inside?.kind !== 'admin' || reachOf(port) !== 'everyone') continue;
      const number = portText(port);
      report({
        at: portPlace(port),
        message: inside.isWhole
          ? `${inside.what} in ${quoted(service.name)} is open to everyone on port ${number}: bind it to 127.0.0.1`
          : `Admin port ${number} of ${quoted(service.name)} (${inside.what}) is open to everyone: bind it to 127.0.0.1`,
        ...(asksForLogin(service) && !fronts(service, model) ? { severity: 'medium' as const } : {}),
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
