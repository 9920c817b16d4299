import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { regexCondition } from '../../formats/nginx/model/taint.ts';
import { parseRegex } from '../../formats/nginx/read/regex.ts';
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
    // A pattern without groups that matches empties the captures of the one before it: measured on nginx 1.22.
    return regex.groups.length;
  }
  const { scope } = directive;
  if (scope.kind === 'if') return groupsOfCondition(directive);
  if (!USES.includes(directive.name) || scope.kind !== 'location' || scope.opener === undefined || runsOthers(scope))
    return undefined;
  const regex = patternsOf(scope.opener)[0]?.regex;
  return regex === undefined || regex.invalid ? undefined : regex.groups.length;
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

/** In an `if` with a pattern that pattern ran last; a rewrite before the directive may have run since. */
function groupsOfCondition({ name, scope }: NginxDirective): number | undefined {
  const condition = regexCondition(scope.opener?.values ?? []);
  if (condition === undefined || condition.negated || (name !== 'set' && name !== 'return')) return undefined;
  if (scope.first('rewrite') !== undefined || !scope.complete) return undefined;
  const regex = parseRegex(condition.pattern, condition.ignoreCase);
  return regex.invalid ? undefined : regex.groups.length;
}
