import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { handlerOf } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

const FAMILIES: readonly string[] = ['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc'];
/** Where a header goes when it is written for another protocol. */
const INSTEAD: Readonly<Record<string, string>> = {
  fastcgi_pass: 'use fastcgi_param HTTP_…',
  uwsgi_pass: 'use uwsgi_param HTTP_…',
  scgi_pass: 'use scgi_param HTTP_…',
  grpc_pass: 'use grpc_set_header',
  proxy_pass: 'use proxy_set_header',
};

export default defineRule({
  id: 'nginx/other-handler-directive',
  subject: 'nginxScope',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Lines for a proxy in a location that hands requests on by another protocol',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    if (scope.kind !== 'location' || !scope.complete) return;
    const handler = handlerOf(scope);
    if (handler === undefined || !Object.hasOwn(INSTEAD, handler.name)) return;
    const dead = scope.directives.find((directive) => isDead(directive, handler, scope));
    if (dead === undefined) return;
    const advice =
      (dead.name.endsWith('_set_header') || dead.name.endsWith('_param')) && !isSentAnyway(dead, scope)
        ? INSTEAD[handler.name]
        : undefined;
    report({
      at: dead.at,
      message: `${dead.name} does nothing here, where ${handler.name} hands requests on; ${advice ?? 'delete it'}`,
      related: [{ at: handler.at, message: 'What requests are handed to' }],
    });
  },
});

/** Whether the header stands there in the spelling of the protocol that is spoken: `uwsgi_param HTTP_X_FORWARDED_PORT`. */
function isSentAnyway(dead: NginxDirective, scope: NginxScope): boolean {
  const name = `HTTP_${(dead.arg(0) ?? '').toUpperCase().replaceAll('-', '_')}`;
  return scope.directives.some((line) => line.name.endsWith('_param') && line.arg(0) === name);
}

/** Whether a line is for a protocol that nothing in the scope speaks. */
function isDead(directive: NginxDirective, handler: NginxDirective, scope: NginxScope): boolean {
  const family = FAMILIES.find((name) => directive.name.startsWith(`${name}_`));
  if (family === undefined || handler.name.startsWith(`${family}_`) || directive.name.endsWith('_pass')) return false;
  // A line of a file that others include too is dead here only.
  if (directive.uri !== scope.uri) return false;
  return ![scope, ...scope.descendants()].some((inner) => inner.first(`${family}_pass`) !== undefined);
}
