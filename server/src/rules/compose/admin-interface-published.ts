import { fixIf } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { majorVersion } from '../../knowledge/images/image-name.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { type Inside, insideOf, portKey, portText, reachOf } from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { openBeside, openPort } from '../../subjects/compose/open-port.ts';
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

/** A stand-in for a service of a cloud administers what was made up for a test. */
function gradeOf(service: ComposeService, inside: Inside, model: ComposeModel | undefined): Severity {
  if (inside.isStandIn) return 'low';
  return inside.isReadOnly || (asksForLogin(service) && !fronts(service, model)) ? 'medium' : 'high';
}

function whatIsOpen(service: ComposeService, { what, isWhole, isReadOnly }: Inside, number: string): string {
  if (isReadOnly) return `${what} in ${quoted(service.name)} shows its data to everyone on port ${number}`;
  return isWhole
    ? `${what} in ${quoted(service.name)} is open to everyone on port ${number}`
    : `Admin port ${number} of ${quoted(service.name)} (${what}) is open to everyone`;
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
      const open = openPort(service, port, model);
      const beside = openBeside(service, port, (other) => insideOf(service, other)?.kind === 'admin');
      report({
        at: open.at,
        message: `${whatIsOpen(service, inside, number)}: ${open.advice}`,
        severity: gradeOf(service, inside, model),
        path: ['services', service.name, 'ports', portKey(port)],
        fixes: [
          ...fixIf(
            `Bind port ${number} to 127.0.0.1 (clients outside this host lose access${beside})`,
            'behavior-changing',
            open.bind,
          ),
          ...fixIf(
            `Do not publish port ${number} (nothing outside its networks reaches it any more, this host included${beside})`,
            'behavior-changing',
            open.unpublish,
          ),
        ],
      });
    }
  },
});
