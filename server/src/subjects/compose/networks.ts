import type { ComposeService } from '../../formats/compose/model/model.ts';
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
