import type { NginxEdit, NginxLocation } from '../../formats/nginx/model/model.ts';

/** The edits that change a location's path and keep its modifier; `undefined` when the location is only inferred. */
export function replacePath(location: NginxLocation, path: string): readonly NginxEdit[] | undefined {
  const { opener, model } = location.scope;
  return opener === undefined ? undefined : model.edit.replaceArg(opener, opener.args.length - 1, path);
}
