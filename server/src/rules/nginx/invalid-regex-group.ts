import type { NginxDirective, NginxScope } from '../../formats/nginx/model.ts';
import { patternsOf } from '../../subjects/nginx/patterns.ts';
import { defineRule, nginx } from '../contract.ts';

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
  severityBecause: 'nothing × an outage: the path loses its variable part',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A capture is used that its pattern does not have',
  why: '`$2` of a pattern with one group is empty. The address, file or header is built without it, mostly unnoticed.',
  references: [{ name: 'nginx: rewrite', url: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#rewrite' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        rewrite ^/old/(.*)$ /new/$2 permanent;
      `,
      nginx`
        location ~ ^/user/([a-z]+)$ {
            alias /srv/users/$1/$2;
        }
      `,
    ],
    good: [
      nginx`
        rewrite ^/old/(.*)/(.*)$ /new/$2/$1 permanent;
      `,
      nginx`
        location ~ ^/user/([a-z]+)$ {
            alias /srv/users/$1;
        }
      `,
      nginx`
        rewrite ^ /sorry last;
      `,
    ],
  },
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
  const all = [server.scope, ...server.scope.descendants()].flatMap((scope) => scope.directives);
  const maps = model.root.descendants().flatMap(({ opener }) => (opener?.name === 'map' ? [opener] : []));
  return [...all, ...maps].some(
    (other) => other !== directive && patternsOf(other).some(({ regex }) => regex.groups.length > 0),
  );
}

/** Whether another pattern (a rewrite, an if, a map used on the way) may replace the captures of the location. */
function runsOthers(scope: NginxScope): boolean {
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
