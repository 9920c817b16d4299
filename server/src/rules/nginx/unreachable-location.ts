import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

// Every path begins with a slash.
const EVERYTHING = /^\^?\/?(?:\(?\.\*\)?\$?)?$|^\.$/;

/** The blocks behind the first regex location that matches every path, each with that one; once a parent. */
function shadowsOf(parent: NginxScope): ReadonlyMap<NginxScope, NginxScope> {
  let shadows = SHADOWS.get(parent);
  if (shadows === undefined) {
    const at = parent.children.findIndex(
      ({ location }) => location?.isRegex === true && EVERYTHING.test(location.path),
    );
    const first = parent.children[at];
    shadows = new Map(first === undefined ? [] : parent.children.slice(at + 1).map((later) => [later, first]));
    SHADOWS.set(parent, shadows);
  }
  return shadows;
}

const SHADOWS = new WeakMap<NginxScope, ReadonlyMap<NginxScope, NginxScope>>();

export default defineRule({
  id: 'nginx/unreachable-location',
  subject: 'nginxScope',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A regex location is never reached',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { location, parent } = scope;
    if (scope.kind !== 'location' || location?.isRegex !== true || parent === undefined) return;
    const first = shadowsOf(parent).get(scope);
    if (first === undefined) return;
    report({
      at: location.pathAt,
      message: `${labelOf(scope)} is never reached: ${labelOf(first)} above matches every path; move it up`,
      related: [{ at: first.at, message: 'Matches every path' }],
    });
  },
});
