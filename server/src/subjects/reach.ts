import type { Reach } from '../finding/reach.ts';
import { severityByReach } from '../finding/reach.ts';
import type { Severity } from '../finding/severity.ts';
import type { ComposeService } from '../formats/compose/model/model.ts';
import { reachOf as reachOfPort } from './compose/exposure.ts';
import type { RuleContext } from './context.ts';
import type { NamedValue } from './named-value.ts';

/**
 * Who reaches a compose service over the network: by what it publishes, or the host's own network. Without ports its neighbours do,
 * a proxy among them.
 */
export function reachOfService(service: ComposeService): Reach {
  if (service.text('network_mode') === 'host') return 'everyone';
  if (service.text('network_mode') === 'none') return 'nowhere';
  const reaches = service.ports.map(reachOfPort);
  if (reaches.some((reach) => reach === 'everyone' || reach === 'some-network')) return 'everyone';
  if (reaches.includes('unknown')) return 'unknown';
  if (reaches.length > 0) return 'loopback';
  return service.complete ? 'network' : 'unknown';
}

/**
 * Who reaches the program that reads a value, where something says so: the service of a compose file. A `.env` file or a table of its
 * own has no known reach: `undefined`, and a finding there keeps the severity its rule gives.
 */
export function reachOfValue(value: NamedValue, context: RuleContext): Reach | undefined {
  if (value.place !== 'compose-environment') return undefined;
  const service = serviceNamed(value.owner, context);
  return service === undefined ? undefined : reachOfService(service);
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
