import { type Reach, widest } from '../../finding/reach.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeNode } from '../../formats/compose/model/nodes.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';
import { reachOf } from './exposure.ts';
import { placeOf } from './names.ts';

/** Chains of `network_mode: service:x` longer than this are left unknown. */
const MOST_HOPS = 8;

/** Whether the service lives on the host's own network. */
export function usesHostNetwork(service: ComposeService, model: ComposeModel | undefined): boolean {
  return hostNetworkOf(service, model) !== undefined;
}

/** What puts the service on the host's own network, the mode or the external network of that name; `undefined` when it is not there. */
export function hostNetworkOf(service: ComposeService, model: ComposeModel | undefined): Location | undefined {
  const mode = service.scalar('network_mode');
  if (mode?.value?.trim().toLowerCase() === 'host') return placeOf(mode);
  const ofHost = model === undefined ? undefined : hostNetworks(model);
  const network = ofHost?.size === 0 ? undefined : service.networks.find(({ name }) => ofHost?.has(name) === true);
  return network === undefined ? undefined : placeOf(network);
}

const known = new WeakMap<ComposeModel, ReadonlySet<string>>();

/** The names under which a file declares the network of the host: external, called `host`. Found once a file. */
export function hostNetworks(model: ComposeModel): ReadonlySet<string> {
  let names = known.get(model);
  if (names === undefined) {
    const first = new Map([...model.networks].reverse().map((network) => [network.name, network]));
    const isHost = ({ external, body }: ComposeModel['networks'][number]): boolean => {
      const own = body?.get('name');
      return external === true && own?.kind === 'scalar' && own.value === 'host';
    };
    names = new Set([...first.values()].filter(isHost).map(({ name }) => name));
    known.set(model, names);
  }
  return names;
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

/** The reach of the service that a setting, secret or address belongs to (`NamedValue.owner`); `unknown` when there is no such service. */
export function reachOfOwner(owner: string | undefined, model: ComposeModel | undefined): Reach {
  const service = owner === undefined ? undefined : model?.service(owner);
  return service === undefined ? 'unknown' : serviceReach(service, model);
}

/**
 * The widest reach of the services that mount a file, or a folder it lies in, from the project: who reaches the program a configuration
 * file is for. `unknown` when no service of the model does.
 * @param uri of the configuration file
 */
export function reachOfMounted(uri: string, model: ComposeModel): Reach {
  const readers = model.services.filter((service) =>
    service.mounts.some((mount) => {
      const path = mount.type === 'bind' ? mount.source?.value : undefined;
      const source = path?.startsWith('.') ? model.files.resolve(path.replace(/\/$/, ''), mount.uri) : undefined;
      return source !== undefined && (uri === source || uri.startsWith(`${source}/`));
    }),
  );
  return readers.length === 0 ? 'unknown' : widest(readers.map((service) => serviceReach(service, model)));
}

function reachAt(
  service: ComposeService,
  model: ComposeModel | undefined,
  port: number | undefined,
  hops: number,
): Reach {
  const mode = service.scalar('network_mode');
  if (mode !== undefined && isConditional(mode)) return 'unknown';
  if (usesHostNetwork(service, model)) return 'everyone';
  if (mode !== undefined && !mode.isNull && mode.value === undefined) return 'unknown';
  if (mode?.value === 'none') return 'nowhere';
  if (mode?.value?.startsWith('container:')) return 'unknown';
  if (mode?.value?.startsWith('service:')) {
    const other = model?.service(mode.value.slice('service:'.length));
    return other === undefined || hops >= MOST_HOPS ? 'unknown' : reachAt(other, model, port, hops + 1);
  }
  const ports = service.ports.filter((one) => leadsTo(one, port));
  // behind a switch of a template nobody knows that one is published
  const sure = ports.filter(({ node }) => !isConditional(node));
  const published = widest(sure.map(reachOf));
  if (published !== 'nowhere') return published;
  if (sure.length < ports.length) return 'unknown';
  return service.complete ? 'network' : 'unknown';
}

function leadsTo({ targetRange }: ComposePort, port: number | undefined): boolean {
  if (port === undefined || targetRange === undefined) return true;
  return targetRange.first <= port && port <= targetRange.last;
}

function isConditional(node: ComposeNode): boolean {
  return node.document.isConditional(node.span);
}
