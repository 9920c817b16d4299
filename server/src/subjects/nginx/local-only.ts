import type { NginxEdit, NginxScope } from '../../formats/nginx/model/model.ts';

/**
 * The edits that let only the machine itself in. The list in force is replaced as a whole by one of its own, so nothing is
 * inserted where the scope has `allow` or `deny` lines already.
 */
export function localOnlyEdits(scope: NginxScope): readonly NginxEdit[] | undefined {
  if (scope.own('allow').length > 0 || scope.own('deny').length > 0) return undefined;
  return scope.model.edit.insert(scope, ['allow 127.0.0.1;', 'allow ::1;', 'deny all;']);
}
