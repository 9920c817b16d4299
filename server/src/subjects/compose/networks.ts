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
  const others = [...model.services, ...model.included].filter(({ name }) => name !== service.name);
  return others.some(
    (other) =>
      (networksOf(other).some((name) => own.has(name)) ||
        /^(?:service|container):/.test(other.text('network_mode') ?? '')) &&
      mayTalkTo(service, other),
  );
}

/**
 * Whether what is known of the other service leaves room for it to be a client. A data store without files of its settings asks nobody it is not
 * told of; at a page for administrators arrive browsers, and what hands their requests on.
 */
function mayTalkTo(service: ComposeService, other: ComposeService): boolean {
  if (names(other, service)) return true;
  if (isStore(other) && !isConfigured(other)) return false;
  if (!isKind(factsOf(service), 'admin-interface')) return true;
  return isProxy(other) || service.list('labels') !== undefined || service.map('labels') !== undefined;
}

/** Whether it is given files that may name others: a pooler its servers, ClickHouse its ZooKeeper. */
function isConfigured(other: ComposeService): boolean {
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

/** Whether a service names another one: in `depends_on` or `links`, in a variable or in a word of its command. */
function names(other: ComposeService, service: ComposeService): boolean {
  const wanted = new Set([service.name, service.text('container_name'), service.text('hostname')]);
  const holds = (text: string | undefined): boolean =>
    (text ?? '').split(/[^\w.-]+/).some((word) => wanted.has(word) || wanted.has(word.split('.', 1)[0]));
  return (
    other.dependsOn.some(({ name }) => name === service.name) ||
    other.scalars('links').some(({ value }) => value?.split(':', 1)[0] === service.name) ||
    other.environment.some(({ name }) => holds(other.variable(name)?.value)) ||
    other.envFiles.some(({ pairs, state }) => state !== 'read' || pairs.some(({ value }) => holds(value))) ||
    wordsOf(other).some(({ word }) => holds(word.text))
  );
}
