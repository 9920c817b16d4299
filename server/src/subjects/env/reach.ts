import { type Reach, severityByReach } from '../../finding/reach.ts';
import type { Severity } from '../../finding/severity.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { serviceReach } from '../compose/reach.ts';
import { modelOf } from '../compose/role.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';

/**
 * Who reaches the program that reads a value, where something says so: the service of a compose file. A `.env` file or a table of its
 * own has no known reach: `undefined`, and a finding there keeps the severity its rule gives.
 */
export function reachOfValue(value: NamedValue, context: RuleContext): Reach | undefined {
  if (value.place !== 'compose-environment') return undefined;
  const service = serviceNamed(value.owner, context);
  return service === undefined ? undefined : serviceReach(service, modelOf(context));
}

/** The severity of a finding about a value whose attacker is on the network; `undefined`: nobody reaches it, nothing to say. */
export function severityAt(value: NamedValue, context: RuleContext, severity: Severity): Severity | undefined {
  const reach = reachOfValue(value, context);
  return reach === undefined ? severity : severityByReach(severity, reach);
}

/** Services are looked up for every value of a file. A cache only. */
const byName = new WeakMap<readonly ComposeService[], ReadonlyMap<string, ComposeService>>();

/** The service of the checked file with this name. */
export function serviceNamed(name: string | undefined, context: RuleContext): ComposeService | undefined {
  const services = context.all('service');
  let known = byName.get(services);
  if (known === undefined) {
    known = new Map([...services].reverse().map((service) => [service.name, service]));
    byName.set(services, known);
  }
  return name === undefined ? undefined : known.get(name);
}
