import type { Reach } from '../../finding/reach.ts';
import { setEntry } from '../../formats/compose/edit/edit.ts';
import { removeItem } from '../../formats/compose/edit/remove.ts';
import { replaceInScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposePart, ComposePort, PortRange } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';
import type { ImageFacts, InsidePort } from '../../knowledge/images/image-facts.ts';
import { insidePort, isKind } from '../../knowledge/images/lookup.ts';
import { at } from '../../text/span.ts';
import { flagOf, wordsOf } from './command-words.ts';
import { placeOf } from './names.ts';
import { factsOf } from './role.ts';
import { isStandInStore, kafkaListener, storeByPort } from './store-ports.ts';

/** The reach of a published port; `network` where it is bound to one address of the host that is not its loopback. */
export function reachOf(port: ComposePort): Reach {
  const address = addressOf(port);
  if (address === undefined) return 'everyone';
  return address.value === undefined ? 'unknown' : reachOfAddress(address.value);
}

/**
 * The address part. `${WHERE}:5432` may hold one (`127.0.0.1:5432`) unless the variable is named like a port: that is taken for a
 * number, as nearly every file means it.
 */
function addressOf(port: ComposePort): ComposePart | undefined {
  const { hostIp } = port;
  const doubles =
    hostIp !== undefined &&
    hostIp.value === undefined &&
    [port.published, port.target].some((part) => part?.span.start === hostIp.span.start);
  return doubles && hostIp.written.toUpperCase().includes('PORT') ? undefined : hostIp;
}

/** The reach of a host address in any spelling of IPv4 and IPv6. */
export function reachOfAddress(address: string): Reach {
  const ip = address.trim().replace(/^\[/, '').replace(/\]$/, '').toLowerCase();
  if (ip === '' || ip === '*' || isZero(ip)) return 'everyone';
  if (ip === 'localhost' || ip.startsWith('127.') || isIpv6Loopback(ip) || ip.startsWith('::ffff:127.'))
    return 'loopback';
  return 'network';
}

/** `0.0.0.0`, `::`, `0:0:0:0:0:0:0:0`, `::ffff:0.0.0.0`. */
function isZero(ip: string): boolean {
  const body = ip.startsWith('::ffff:') ? ip.slice('::ffff:'.length) : ip;
  return /^[0:.]+$/.test(body);
}

function isIpv6Loopback(ip: string): boolean {
  return /^[0:]*:0{0,3}1$/.test(ip);
}

/** Why a port should not be open to everyone. */
export interface Inside {
  readonly kind: 'datastore' | 'admin';
  /** What answers there. */
  readonly what: string;
  /** The whole program is such an interface, not one port of it. */
  readonly isWhole: boolean;
  /** It shows, and nothing can be administered through it. */
  readonly isReadOnly: boolean;
  /** A stand-in for a service of a cloud, with data made up for a test. */
  readonly isStandIn: boolean;
}

const STORE = { kind: 'datastore', isWhole: true, isReadOnly: false } as const;

/** What answers on a container port, when that must stay inside: by the image, else by port and name together. */
export function insideOf(service: ComposeService, port: ComposePort): Inside | undefined {
  const facts = factsOf(service);
  for (const target of portsIn(port.targetRange)) {
    const inside = insidePort(facts, target);
    if (inside !== undefined && facts !== undefined) {
      if (facts.name === 'Kafka' && kafkaListener(service, target) === 'shut') continue;
      if (isShut(service, inside) || isServer(service, facts, inside) || asksForLogin(service, inside)) continue;
      return {
        kind: inside.role === 'admin' || isKind(facts, 'admin-interface') ? 'admin' : 'datastore',
        what: productName(service, facts),
        isWhole: isKind(facts, 'admin-interface', 'observability', 'monitoring-agent') || inside.role !== 'admin',
        isReadOnly: isReadOnly(service, inside),
        isStandIn: isKind(facts, 'emulator'),
      };
    }
    const store = facts === undefined ? storeByPort(service, target) : brokerAt(service, facts, target);
    if (store !== undefined) return { ...STORE, what: store, isStandIn: isStandInStore(store) };
  }
  return undefined;
}

/** A broker that its settings let listen on ports of its own. */
function brokerAt(service: ComposeService, facts: ImageFacts, target: number): string | undefined {
  return facts.name === 'Kafka' && kafkaListener(service, target) === 'open' ? facts.name : undefined;
}

/** The file's command takes the place of the image's, and names nothing that opens the port. */
function isShut(service: ComposeService, { openedBy }: InsidePort): boolean {
  if (openedBy === undefined || service.command === undefined || !service.complete) return false;
  const words = wordsOf(service);
  return (
    words.every(({ word }) => word.value !== undefined) && openedBy.every((name) => flagOf(words, name) === undefined)
  );
}

/** A variable that closes it is there, set or filled from outside. */
function asksForLogin(service: ComposeService, { closedBy }: InsidePort): boolean {
  return (
    closedBy?.some((name) => (service.variable(name)?.value ?? '?') !== '' && service.variable(name) !== undefined) ??
    false
  );
}

/** It asks for a login and speaks TLS: clients outside are what it is for. */
function isServer(service: ComposeService, facts: ImageFacts, { encryptedBy }: InsidePort): boolean {
  const isSet = (name: string) => (service.variable(name)?.value ?? '') !== '';
  return (encryptedBy?.some(isSet) ?? false) && (facts.credential?.variables.some(isSet) ?? false);
}

/** None of the switches stands in the command, and no word of it is unknown. */
function isReadOnly(service: ComposeService, { readOnlyWithout: switches }: InsidePort): boolean {
  if (switches === undefined || !service.complete) return false;
  const words = wordsOf(service);
  return (
    words.every(({ word }) => word.value !== undefined) && switches.every((name) => flagOf(words, name) === undefined)
  );
}

/** `Loki or Tempo`: the one that the image names. */
function productName(service: ComposeService, facts: ImageFacts): string {
  const plain = facts.name.replace(/ \([^)]*\)$/, '');
  const names = plain.split(/, | or | and /);
  const image = service.image?.repository?.toLowerCase() ?? '';
  return names.length === 1 ? plain : (names.find((name) => image.includes(name.toLowerCase())) ?? plain);
}

/** The first numbers of a range: enough to find a port in it. */
function portsIn(range: PortRange | undefined): readonly number[] {
  if (range === undefined) return [];
  const length = Math.min(range.last - range.first, 255) + 1;
  return Array.from({ length }, (_, i) => range.first + i);
}

const WEB_PORTS: ReadonlySet<number> = new Set([80, 443]);

/** Whether the service is the way in: a reverse proxy, or whatever takes the host's port 80 or 443. */
export function isFrontDoor(service: ComposeService): boolean {
  if (isKind(factsOf(service), 'reverse-proxy')) return true;
  return service.ports.some((port) => portsIn(port.publishedRange).some((published) => WEB_PORTS.has(published)));
}

/** Asked for every service; a model never changes. A cache only. */
const proxies = new WeakMap<ComposeModel, { readonly proxy: ComposeService | undefined }>();

/** The reverse proxy of the project that everyone reaches on 80 or 443; `undefined` when there is none. */
export function proxyOf(model: ComposeModel | undefined): ComposeService | undefined {
  if (model === undefined) return undefined;
  let known = proxies.get(model);
  if (known === undefined) {
    known = { proxy: model.services.find(isPublicProxy) };
    proxies.set(model, known);
  }
  return known.proxy;
}

function isPublicProxy(service: ComposeService): boolean {
  return (
    isKind(factsOf(service), 'reverse-proxy') &&
    service.ports.some(
      (port) =>
        reachOf(port) === 'everyone' && portsIn(port.publishedRange).some((published) => WEB_PORTS.has(published)),
    )
  );
}

/** The place of a finding about a port: the item, or in the long form its number. */
export function portPlace(port: ComposePort): Location {
  const part = port.syntax === 'long' ? (port.published ?? port.target) : undefined;
  return placeOf(part ?? port);
}

/** Container ports on which web applications listen by habit: what a reverse proxy stands in front of. */
export function isWebPort(port: ComposePort): boolean {
  const range = port.targetRange;
  if (range === undefined || range.first !== range.last) return false;
  const number = range.first;
  return (
    WEB_PORTS.has(number) || (number >= 3000 && number <= 5999) || (number >= 8000 && number <= 8999) || number === 9000
  );
}

/** Names a port among those of its service, in a fingerprint: binding it to another address does not make it another port. */
export function portKey(port: ComposePort): string {
  return `${port.published?.written ?? ''}:${port.target?.written ?? ''}/${port.protocol ?? ''}`;
}

/** What stands in a message for a port: the host side as written, else the container side. */
export function portText(port: ComposePort): string {
  const part = port.published ?? port.target;
  const text = part?.value ?? part?.written ?? 'a port';
  return text.length > 14 ? `${text.slice(0, 13)}…` : text;
}

/** Whether a reference in the item holds, or may hold, more than the one part it stands for (`${BIND:-127.0.0.1:8080}:80`). */
function hidesAddress({ node, hostIp, published, target }: ComposePort): boolean {
  if (node.kind !== 'scalar') return false;
  const parts = [hostIp, published, target].filter((part) => part !== undefined);
  // parts of one reference all have the place of the whole item
  if (parts.some((part, i) => parts.some((other, j) => i !== j && part.span.start === other.span.start))) return true;
  const first = parts[0];
  return hostIp === undefined && first?.value === undefined;
}

/** Binds a published port to this host; short and long syntax. No edit where a variable may bring an address of its own. */
export function bindToLoopback(port: ComposePort): Edits {
  if (hidesAddress(port)) return undefined;
  const address = addressOf(port);
  const v6 = isIpv6(address?.value);
  if (port.node.kind === 'map') return setEntry(port.node, ['host_ip'], v6 ? '::1' : '127.0.0.1');
  if (port.node.kind !== 'scalar') return undefined;
  const loopback = v6 ? '[::1]' : '127.0.0.1';
  if (address !== undefined) return replaceInScalar(port.node, address.span, loopback);
  const start = at(port.node.contentSpan.start);
  return replaceInScalar(port.node, start, port.published === undefined ? `${loopback}::` : `${loopback}:`);
}

function isIpv6(address: string | undefined): boolean {
  return address?.includes(':') ?? false;
}

/** Takes the port out of `ports`: other containers still reach it by the service's name. */
export function unpublish(service: ComposeService, port: ComposePort): Edits {
  return removeItem(service, ['ports'], port.node);
}
