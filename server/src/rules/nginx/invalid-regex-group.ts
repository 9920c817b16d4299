import type { NginxDirective, NginxModel, NginxScope } from '../../formats/nginx/model/model.ts';
import { patternsOf } from '../../subjects/nginx/patterns.ts';
import { defineRule } from '../contract.ts';

const USES: readonly string[] = [
  'return',
  'proxy_pass',
  'alias',
  'root',
  'try_files',
  'add_header',
  'fastcgi_param',
  'proxy_set_header',
];

export default defineRule({
  id: 'nginx/invalid-regex-group',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A capture is used that its pattern does not have',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const groups = groupCount(directive);
    if (groups === undefined) return;
    for (const [index, text] of directive.values.entries()) {
      if (directive.name === 'rewrite' && index !== 1) continue;
      const wrong = directive.scope.model
        .variablesIn(text)
        .find(({ name }) => /^[1-9]$/.test(name) && Number(name) > groups);
      if (wrong === undefined) continue;
      const have = groups === 0 ? 'no group' : groups === 1 ? 'one group' : `${groups} groups`;
      report({
        at: directive.argAt(index),
        message: `$${wrong.name} is always empty: the pattern has ${have}; correct the number`,
      });
    }
  },
});

/** How many groups the pattern has whose captures the directive uses; `undefined` when another one may have run last. */
function groupCount(directive: NginxDirective): number | undefined {
  if (directive.name === 'rewrite') {
    const regex = patternsOf(directive)[0]?.regex;
    if (regex === undefined || regex.invalid) return undefined;
    // Without any group of its own a rewrite keeps the captures of the pattern before it.
    return regex.groups.length === 0 && hasOtherGroups(directive) ? undefined : regex.groups.length;
  }
  const { scope } = directive;
  if (!USES.includes(directive.name) || scope.kind !== 'location' || scope.opener === undefined || runsOthers(scope))
    return undefined;
  const regex = patternsOf(scope.opener)[0]?.regex;
  return regex === undefined || regex.invalid ? undefined : regex.groups.length;
}

/** Whether any other pattern of the server has groups. */
function hasOtherGroups(directive: NginxDirective): boolean {
  const { server, model } = directive.scope;
  if (server === undefined || !server.scope.complete) return true;
  return [server.scope, model.root].some((scope) => grouping(scope, model).some((other) => other !== directive));
}

/** Asked for every rewrite of a server. A cache only. */
const groupings = new WeakMap<NginxScope, readonly NginxDirective[]>();

/** The first two directives of a server whose patterns have groups: two answer "is there another one". At the root: of the maps. */
function grouping(scope: NginxScope, model: NginxModel): readonly NginxDirective[] {
  const known = groupings.get(scope);
  if (known !== undefined) return known;
  const all =
    scope === model.root
      ? scope.descendants().flatMap(({ opener }) => (opener?.name === 'map' ? [opener] : []))
      : [scope, ...scope.descendants()].flatMap(({ directives }) => directives);
  const found: NginxDirective[] = [];
  for (const directive of all) {
    if (!patternsOf(directive).some(({ regex }) => regex.groups.length > 0)) continue;
    found.push(directive);
    if (found.length === 2) break;
  }
  groupings.set(scope, found);
  return found;
}

/** Asked for every directive of a location. A cache only. */
const replacing = new WeakMap<NginxScope, boolean>();

/** Whether another pattern (a rewrite, an if, a map used on the way) may replace the captures of the location. */
function runsOthers(scope: NginxScope): boolean {
  let known = replacing.get(scope);
  if (known === undefined) {
    known = findsOthers(scope);
    replacing.set(scope, known);
  }
  return known;
}

function findsOthers(scope: NginxScope): boolean {
  if (scope.first('rewrite') !== undefined || scope.children.some(({ kind }) => kind === 'if') || !scope.complete)
    return true;
  return scope.directives.some(({ values }) =>
    values.some((value) =>
      scope.model
        .variablesIn(value)
        .some(({ name }) => scope.model.variable(name)?.definitions.some(({ kind }) => kind === 'map') === true),
    ),
  );
}
