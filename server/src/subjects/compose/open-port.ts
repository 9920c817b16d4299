import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';
import { bindToLoopback, portPlace, unpublish } from './exposure.ts';
import { mayHaveClients } from './networks.ts';
import { hostNetworkOf } from './reach.ts';
import { isStack } from './stack.ts';

/** Where a finding about an open port stands, what helps there, and the edits that do it. */
export interface OpenPort {
  readonly at: Location;
  /** The end of a message. */
  readonly advice: string;
  readonly bind: Edits;
  /** None where nobody would reach the service then and an address of this host helps as well. */
  readonly unpublish: Edits;
}

/**
 * On the host's network Docker discards `ports`: the program itself decides where it listens, so the mode is the place and no edit of a
 * port helps. A stack of Swarm publishes on every address of every node whatever host address stands there (moby/moby#26696).
 */
export function openPort(service: ComposeService, port: ComposePort, model: ComposeModel | undefined): OpenPort {
  const host = hostNetworkOf(service, model);
  if (host !== undefined) {
    return { at: host, advice: 'let it listen on 127.0.0.1', bind: undefined, unpublish: undefined };
  }
  const at = portPlace(port);
  const closed = unpublish(service, port);
  const bind = bindToLoopback(port);
  if (bind === undefined && closed !== undefined && !isStack(model)) {
    return { at, advice: 'keep it inside or give it an address of this host', bind, unpublish: closed };
  }
  return isStack(model)
    ? { at, advice: 'unpublish it (Swarm ignores host addresses)', bind: undefined, unpublish: closed }
    : {
        at,
        advice: 'bind it to 127.0.0.1',
        bind,
        unpublish: bind === undefined || mayHaveClients(service, model) ? closed : undefined,
      };
}
