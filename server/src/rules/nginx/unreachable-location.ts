import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

// Every path begins with a slash.
const EVERYTHING = /^\^?\/?(?:\(?\.\*\)?\$?)?$|^\.$/;

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
    const above = parent.children.slice(0, parent.children.indexOf(scope));
    const first = above.find((other) => other.location?.isRegex === true && EVERYTHING.test(other.location.path));
    if (first === undefined) return;
    report({
      at: location.pathAt,
      message: `${labelOf(scope)} is never reached: ${labelOf(first)} above matches every path; move it up`,
      related: [{ at: first.at, message: 'Matches every path' }],
    });
  },
});
