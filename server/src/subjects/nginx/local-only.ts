import { type Fix, fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { isInContainer } from './in-container.ts';
import { EXAMPLE_NETWORK, placeholder } from './snippet.ts';

/**
 * The fix that keeps strangers out of a page for the people who run nginx. On a host only the machine itself is let in. In a container
 * nobody comes from there: the address of whoever reads it has to be named. The list in force is replaced as a whole by one of its own, so
 * nothing is inserted where the scope has `allow` or `deny` lines already.
 */
export function localOnlyFixes(scope: NginxScope): readonly Fix[] {
  if (scope.own('allow').length > 0 || scope.own('deny').length > 0) return [];
  const { edit } = scope.model;
  if (isInContainer(scope))
    return fixIf(
      'Let only the network you fill in reach it (others get 403)',
      'needs-input',
      edit.insert(scope, [`allow ${placeholder(1, EXAMPLE_NETWORK)};`, 'deny all;'], { snippet: true }),
    );
  return fixIf(
    'Let only 127.0.0.1 in (others get 403, in a container even its host)',
    'behavior-changing',
    edit.insert(scope, ['allow 127.0.0.1;', 'allow ::1;', 'deny all;']),
  );
}
