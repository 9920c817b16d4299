import { pathText } from '../../formats/toml/model/lookup.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlApplication } from '../../knowledge/toml/application.ts';
import { placesOf } from './setting-places.ts';

/**
 * The paths a profile judges itself: heuristics say nothing about them, since the profile knows what the key means there.
 */
export function knownPaths(model: TomlModel, application: TomlApplication | undefined): ReadonlySet<string> {
  const known = new Set<string>();
  for (const setting of application?.settings ?? []) {
    for (const place of placesOf(model, setting)) if (place.node !== undefined) known.add(pathText(place.path));
  }
  return known;
}
