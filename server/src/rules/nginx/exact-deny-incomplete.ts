import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { accessTo, addressList } from '../../subjects/nginx/access.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/exact-deny-incomplete',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'Access rules of an exact location leave everything below it open',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location, server } = scope;
    if (scope.kind !== 'location' || location?.modifier !== '=' || server === undefined) return;
    const { path } = location;
    if (path === '/' || path.endsWith('/') || path.slice(path.lastIndexOf('/')).includes('.') || !hasOwnRules(scope))
      return;
    const below = server.match(`${path}/`);
    if (below === 'unknown') return;
    const other = below === 'none' ? server.scope : below.scope;
    if (accessTo(other) === 'closed' || accessTo(other) === 'restricted' || (answer(other)?.status ?? 0) >= 400) return;
    if (!sameContent(scope, other)) return;
    report({
      at: location.pathAt,
      message: `The rules of location = ${path.slice(0, 24)} do not cover ${path.slice(0, 24)}/, which stays open; use ^~ instead of =`,
      related: [{ at: other.at, message: 'What answers below it' }],
      fixes: fixIf(
        `Use location ^~ ${path} (its rules then cover everything below)`,
        'behavior-changing',
        scope.opener === undefined ? undefined : scope.model.edit.replaceArg(scope.opener, 0, '^~'),
      ),
    });
  },
});

function hasOwnRules(scope: NginxScope): boolean {
  const hasList = scope.own('deny').length > 0 && ['closed', 'restricted'].includes(addressList(scope));
  return (
    hasList ||
    ['auth_basic', 'auth_request', 'auth_jwt'].some(
      (name) => scope.first(name) !== undefined && scope.first(name)?.arg(0) !== 'off',
    )
  );
}

/** Whether the paths below reach the same thing the exact location hands out (or denies). */
function sameContent(exact: NginxScope, other: NginxScope): boolean {
  const mine = handlerOf(exact);
  const theirs = handlerOf(other);
  const special = exact.directives.some(({ name }) =>
    ['stub_status', 'empty_gif', 'vhost_traffic_status_display', 'api'].includes(name),
  );
  if (special || answer(exact)?.status === 200) return false;
  if (mine === undefined) return addressList(exact) === 'closed' && theirs !== undefined;
  return theirs !== undefined && mine.name === theirs.name && mine.arg(0) === theirs.arg(0);
}
