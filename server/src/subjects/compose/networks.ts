import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
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
 * Whether another container may reach the service by its name: one of its networks has another service of the file, or is made elsewhere and
 * may have any. A service alone is there for programs of the host and outside of it. True where not all is known.
 */
export function hasNeighbours(service: ComposeService, model: ComposeModel | undefined): boolean {
  if (model === undefined || !model.namesComplete || !service.complete) return true;
  const own = new Set(networksOf(service));
  if (model.networks.some(({ name, external }) => external === true && own.has(name))) return true;
  const others = [...model.services, ...model.included].filter(({ name }) => name !== service.name);
  return others.some(
    (other) =>
      networksOf(other).some((name) => own.has(name)) ||
      /^(?:service|container):/.test(other.text('network_mode') ?? ''),
  );
}
