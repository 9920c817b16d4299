import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { wordsOf } from './command-words.ts';
import { factsOf } from './role.ts';

/** The networks a service is on, by the names of the file; Compose puts it on `default` where none is named. None with a `network_mode`. */
export function networksOf(service: ComposeService): readonly string[] {
  if (service.get('network_mode') !== undefined) return [];
  return service.get('networks') === undefined ? ['default'] : service.networks.map(({ name }) => name);
}

/** Whether the service keeps data for others and has no business outside of its project; an object store often hands files to browsers. */
export function isStore(service: ComposeService): boolean {
  const facts = factsOf(service);
  return isKind(facts, 'datastore', 'cache', 'queue', 'search') && !isKind(facts, 'object-store');
}

/**
 * Whether another container may be a client of the service: a service of the file on one of its networks that may talk to it, or whatever
 * is on a network made elsewhere. A service without one is there for programs of the host and outside of it. True where not all is known.
 */
export function mayHaveClients(service: ComposeService, model: ComposeModel | undefined): boolean {
  if (model === undefined || !model.namesComplete || !service.complete) return true;
  const own = new Set(networksOf(service));
  if (model.networks.some(({ name, external }) => external === true && own.has(name))) return true;
  const { byWord, unread, open, networks } = callersOf(model);
  // whoever waits for a page of administrators, or names it in a link, opens none of it
  const isPage = isKind(factsOf(service), 'admin-interface');
  const reaches = (other: ComposeService): boolean =>
    other.name !== service.name &&
    (!isPage || mayTalkTo(service, other)) &&
    (networks.get(other)?.some((name) => name === ANY || own.has(name)) ?? false);
  const words = [service.name, service.text('container_name'), service.text('hostname')];
  if (words.some((word) => word !== undefined && byWord.get(word)?.some(reaches)) || unread.some(reaches)) return true;
  return open.some((other) => reaches(other) && mayTalkTo(service, other));
}

/** Who may call whom in a file. */
interface Callers {
  /** The services whose settings hold a word that may be the name of a service. */
  readonly byWord: ReadonlyMap<string, readonly ComposeService[]>;
  /** Those with settings that nobody sees. */
  readonly unread: readonly ComposeService[];
  /** Those that may ask others than they are told of. */
  readonly open: readonly ComposeService[];
  readonly networks: ReadonlyMap<ComposeService, readonly string[]>;
}

/** The network of what joins another container's. */
const ANY = '*';

/** Asked for every published port. A cache only. */
const callers = new WeakMap<ComposeModel, Callers>();

function callersOf(model: ComposeModel): Callers {
  const known = callers.get(model);
  if (known !== undefined) return known;
  const services = [...model.services, ...model.included];
  const byWord = new Map<string, ComposeService[]>();
  for (const service of services)
    for (const word of wordsIn(service)) {
      const list = byWord.get(word);
      if (list === undefined) byWord.set(word, [service]);
      else list.push(service);
    }
  const found = {
    byWord,
    unread: services.filter(({ envFiles }) => envFiles.some(({ state }) => state !== 'read')),
    // a data store without files of its settings asks nobody it is not told of
    open: services.filter((service) => !isStore(service) || isConfigured(service)),
    networks: new Map(
      services.map((service) => [
        service,
        /^(?:service|container):/.test(service.text('network_mode') ?? '') ? [ANY] : networksOf(service),
      ]),
    ),
  };
  callers.set(model, found);
  return found;
}

/** At a page for administrators arrive browsers, and what hands their requests on. */
function mayTalkTo(service: ComposeService, other: ComposeService): boolean {
  if (!isKind(factsOf(service), 'admin-interface')) return true;
  return isProxy(other) || service.list('labels') !== undefined || service.map('labels') !== undefined;
}

/** Whether it is given files that may name others: a pooler its servers, ClickHouse its ZooKeeper. */
export function isConfigured(other: ComposeService): boolean {
  return (
    other.configs.length > 0 || other.mounts.some(({ target }) => /\.\w+$|\/conf|\/etc\//.test(target?.value ?? '.x'))
  );
}

/** By its image, or by the word for it in a name: what it hands on stands in a file of its own or in labels. */
function isProxy(other: ComposeService): boolean {
  if (isKind(factsOf(other), 'reverse-proxy')) return true;
  return /proxy|nginx|traefik|caddy|gateway|ingress|apache|httpd|haproxy|envoy|tunnel/i.test(
    `${other.name} ${other.image?.text ?? ''}`,
  );
}

/** What may name another service: in `depends_on` or `links`, a word of a variable (`db` of `db.internal` too) or of the command. */
function wordsIn(service: ComposeService): ReadonlySet<string> {
  const texts = [
    ...service.environment.map(({ name }) => service.variable(name)?.value),
    ...service.envFiles.flatMap(({ pairs }) => pairs.map(({ value }) => value)),
    ...wordsOf(service).map(({ word }) => word.text),
  ];
  const words = texts.flatMap((text) => (text ?? '').split(/[^\w.-]+/));
  return new Set([
    ...service.dependsOn.map(({ name }) => name),
    ...service.scalars('links').map(({ value }) => value?.split(':', 1)[0] ?? ''),
    ...words.flatMap((word) => [word, word.split('.', 1)[0] ?? '']),
  ]);
}
