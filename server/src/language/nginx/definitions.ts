import type { Location } from '../../formats/format.ts';
import type { NginxModel } from '../../formats/nginx/model/model.ts';
import { at } from '../../text/span.ts';
import { declarationsOf, type NginxName, nameAt, usesOf } from './names.ts';
import { placeAt } from './place.ts';

/** Where the thing at an offset is made: an included file, an upstream, a named location, a variable, a zone, a log format. */
export function nginxDefinitions(
  model: NginxModel,
  offset: number,
  around: readonly NginxModel[] = [],
): readonly Location[] {
  const place = placeAt(model, offset);
  if (place?.directive === undefined || place.part === 'name') return [];
  const { directive } = place;
  const include = model.includes.find((one) => one.directive.node === directive.node);
  if (include !== undefined) return include.uris.map((uri) => ({ uri, span: at(0) }));
  const name = nameAt(model, directive, offset);
  return name === undefined ? [] : declarationsOf(name, [model, ...around]);
}

/** Every use of the name at an offset in the files of the trees it belongs to; empty where no name stands. */
export function nginxReferences(
  model: NginxModel,
  offset: number,
  around: readonly NginxModel[],
  withDeclarations: boolean,
): readonly Location[] {
  const name = nginxNameAt(model, offset);
  return name === undefined ? [] : usesOf(name, [model, ...around], withDeclarations);
}

/** The variable, upstream, zone … at an offset; `undefined` where none stands. */
export function nginxNameAt(model: NginxModel, offset: number): NginxName | undefined {
  const place = placeAt(model, offset);
  return place?.directive === undefined || place.part === 'name' ? undefined : nameAt(model, place.directive, offset);
}
