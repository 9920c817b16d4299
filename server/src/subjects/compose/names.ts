import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { Location } from '../../formats/format.ts';
import type { Span } from '../../text/span.ts';

const LONGEST = 24;

/** A name in quotation marks, cut so that a message with it stays short. */
export function quoted(name: string): string {
  return name.length > LONGEST ? `"${name.slice(0, LONGEST - 1)}…"` : `"${name}"`;
}

/** The place of a node, entry or part, in its own file. */
export function placeOf(part: { readonly uri: string; readonly span: Span }): Location {
  return { uri: part.uri, span: part.span };
}

/** The place for what a service has not got: its key. */
export function keyOf(service: ComposeService): Location {
  return { uri: service.uri, span: service.nameSpan };
}

/** The key of a setting of the service, for findings about what stands below it; the service's own key when it has none. */
export function settingKey(service: ComposeService, ...path: readonly string[]): Location {
  const parents = path.slice(0, -1);
  const map = parents.length === 0 ? service.body : service.map(...parents);
  const entry = map?.entry(path[path.length - 1] ?? '');
  return entry === undefined ? keyOf(service) : { uri: entry.uri, span: entry.keySpan };
}
