import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { NginxLocation, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { refuses } from '../../subjects/nginx/access.ts';
import { matchesEveryPath } from '../../subjects/nginx/patterns.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { at } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

/** The blocks behind the first regex location that matches every path, each with that one; once a parent. */
function shadowsOf(parent: NginxScope): ReadonlyMap<NginxScope, NginxScope> {
  let shadows = SHADOWS.get(parent);
  if (shadows === undefined) {
    const index = parent.children.findIndex(
      ({ location }) => location?.isRegex === true && matchesEveryPath(location.path),
    );
    const first = parent.children[index];
    shadows = new Map(first === undefined ? [] : parent.children.slice(index + 1).map((later) => [later, first]));
    SHADOWS.set(parent, shadows);
  }
  return shadows;
}

const SHADOWS = new WeakMap<NginxScope, ReadonlyMap<NginxScope, NginxScope>>();

export default defineRule({
  id: 'nginx/unreachable-location',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A location is never reached',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location, parent, server } = scope;
    if (scope.kind !== 'location' || location?.scope !== scope || parent === undefined) return;
    if (server !== undefined && location.modifier === '') reportDenied(location, server, report);
    if (!location.isRegex) return;
    const first = shadowsOf(parent).get(scope);
    if (first === undefined) return;
    report({
      severity: 'low',
      at: location.pathAt,
      message: `${labelOf(scope)} is never reached: ${labelOf(first)} above matches every path; move it up`,
      related: [{ at: first.at, message: 'Matches every path' }],
    });
  },
});

/** A folder whose every path a regex location for something else turns away: regex locations win over a prefix without `^~`. */
function reportDenied(location: NginxLocation, server: NginxServer, report: ReportFunction): void {
  const { scope, path } = location;
  if (!path.startsWith('/') || path === '/' || !coveredIn(server).has(location) || refuses(scope)) return;
  const [first, ...others] = [path, `${path}x`, `${path}/x`, `${path}/x/y.txt`].map((uri) => server.match(uri));
  if (first === undefined || typeof first === 'string' || !first.isRegex || !refuses(first.scope)) return;
  if (first.parent !== undefined || others.some((other) => other !== first)) return;
  const { opener } = scope;
  const word = opener?.args[0];
  report({
    at: location.pathAt,
    message: `${labelOf(scope)} is never reached: ${labelOf(first.scope)} refuses all of it; write it with ^~`,
    related: [{ at: first.scope.at, message: 'Regex locations win' }],
    fixes: fixIf(
      `Write location ^~ ${path.slice(0, 40)} (its paths are served again)`,
      'behavior-changing',
      word === undefined || opener?.args.length !== 1
        ? undefined
        : [{ uri: opener.uri, span: at(word.span.start), newText: '^~ ' }],
    ),
  });
}

/** So many patterns, and so many locations for them, are looked at in a server. */
const MOST_PATTERNS = 20;
const MOST_LOCATIONS = 50;

/** The locations by prefix that a refusing regex location covers, for each server. A cache only. */
const covered = new WeakMap<NginxServer, ReadonlySet<NginxLocation>>();

function coveredIn(server: NginxServer): ReadonlySet<NginxLocation> {
  let known = covered.get(server);
  if (known === undefined) {
    const refusing = server.locations.filter(({ isRegex, scope }) => isRegex && refuses(scope)).slice(0, MOST_PATTERNS);
    const isCovered = ({ modifier, path }: NginxLocation): boolean =>
      modifier === '' && refusing.some((pattern) => pattern.covers(path) === true);
    known = new Set(server.locations.filter(isCovered).slice(0, MOST_LOCATIONS));
    covered.set(server, known);
  }
  return known;
}
