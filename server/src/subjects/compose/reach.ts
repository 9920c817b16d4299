import { type Reach, widest } from '../../finding/reach.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
import { reachOf } from './exposure.ts';

/** Chains of `network_mode: service:x` longer than this are left unknown. */
const MOST_HOPS = 8;

/** Whether the service lives on the host's own network, by mode or by the external network of that name. */
export function usesHostNetwork(service: ComposeService, model: ComposeModel | undefined): boolean {
  if (service.text('network_mode')?.trim().toLowerCase() === 'host') return true;
  return service.networks.some(({ name }) => {
    const resource = model?.networks.find((candidate) => candidate.name === name);
    const own = resource?.body?.get('name');
    return resource?.external === true && own?.kind === 'scalar' && own.value === 'host';
  });
}

/**
 * Who on the network reaches a service, the same for every rule: `everyone` when a port is published on all addresses or it is on the
 * host's network; `loopback` when only the host itself is let in; `network` when other containers, a proxy among them, are all that reach
 * it; `unknown` when a reference or a part that cannot be read hides it; `nowhere` without any network.
 * @param port a container port; then only what leads to this port counts
 */
export function serviceReach(service: ComposeService, model: ComposeModel | undefined, port?: number): Reach {
  return reachAt(service, model, port, 0);
}

function reachAt(
  service: ComposeService,
  model: ComposeModel | undefined,
  port: number | undefined,
  hops: number,
): Reach {
  if (usesHostNetwork(service, model)) return 'everyone';
  const mode = service.scalar('network_mode');
  if (mode !== undefined && !mode.isNull && mode.value === undefined) return 'unknown';
  if (mode?.value === 'none') return 'nowhere';
  if (mode?.value?.startsWith('container:')) return 'unknown';
  if (mode?.value?.startsWith('service:')) {
    const other = model?.service(mode.value.slice('service:'.length));
    return other === undefined || hops >= MOST_HOPS ? 'unknown' : reachAt(other, model, port, hops + 1);
  }
  const published = widest(service.ports.filter((one) => leadsTo(one, port)).map(reachOf));
  if (published !== 'nowhere') return published;
  return service.complete ? 'network' : 'unknown';
}

function leadsTo({ targetRange }: ComposePort, port: number | undefined): boolean {
  if (port === undefined || targetRange === undefined) return true;
  return targetRange.first <= port && port <= targetRange.last;
}
