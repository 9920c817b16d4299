import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';
import { bindToLoopback, portPlace, portText, reachOf, unpublish } from './exposure.ts';
import { mayHaveClients } from './networks.ts';
import { hostNetworkOf } from './reach.ts';
import { isStack } from './stack.ts';

/**
 * What a title says of the other ports of the service that stay open to everyone, from its semicolon on; empty where there is none.
 * Closing one of several doors is no lie as long as the others are named.
 * @param counts which of them lead to what this one leads to
 */
export function openBeside(
  service: ComposeService,
  port: ComposePort,
  counts: (other: ComposePort) => boolean = () => true,
): string {
  const others = service.ports.filter((other) => other !== port && reachOf(other) === 'everyone' && counts(other));
  const [first, second, ...more] = [...new Set(others.map(portText))];
  if (first === undefined) return '';
  if (second === undefined) return `; port ${first} stays open`;
  return more.length === 0
    ? `; ports ${first} and ${second} stay open`
    : `; ports ${first}, ${second} and ${more.length} more stay open`;
}

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
