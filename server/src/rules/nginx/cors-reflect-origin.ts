import { type Fix, fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { isAssetPath } from '../../subjects/nginx/content.ts';
import { ALLOW_ORIGIN, allowsCredentials, ownHeaders, reflectionOf } from '../../subjects/nginx/cors.ts';
import { FIRST_HEADERS, isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { type ResponseHeader, responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { literal, placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-reflect-origin',
  subject: 'nginxDirective',
  directives: FIRST_HEADERS,
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'Whatever origin asks is allowed',
  fix: 'needs-input',
  formats: ['nginx'],
  check(start, report) {
    if (!isFirstHeader(start)) return;
    const { scope } = start;
    for (const header of ownHeaders(scope, ALLOW_ORIGIN)) {
      const reflection = reflectionOf(header.value, scope);
      if (reflection === undefined) continue;
      const withCredentials = allowsCredentials(scope);
      report({
        at: header.directive.argAt(header.valueIndex),
        message: `Access-Control-Allow-Origin repeats any origin${withCredentials ? ' with credentials' : ''}; compare it with a list by map`,
        // Without credentials it gives no more than `*` does, and that is right for a public file.
        ...(withCredentials ? {} : { severity: isAssetPath(scope) ? ('low' as const) : ('medium' as const) }),
        related:
          reflection.by === undefined ? [] : [{ at: reflection.by.at, message: 'This lets every origin through' }],
        fixes: () => listFix(scope, header),
      });
      return;
    }
  },
});

/** A map with one origin in front of the server, and the header taken from it. */
function listFix(scope: NginxScope, header: ResponseHeader): readonly Fix[] {
  const server = scope.server?.scope;
  const name = 'cors_origin';
  if (server === undefined || header.directive.name !== 'add_header' || scope.model.variable(name) !== undefined)
    return [];
  const key = `"~^https://${placeholder(1, 'www\\.example\\.com')}${literal('$')}"`;
  const block = `map ${literal('$http_origin')} ${literal(`$${name}`)} {\n\tdefault "";\n\t${key} ${literal('$http_origin')};\n${literal('}')}`;
  const before = scope.model.edit.insertBlockBefore(server, block, true);
  if (before === undefined) return [];
  const varies = responseHeaders(scope)
    .all('vary')
    .some(({ value }) => /origin|\*/i.test(value));
  const { edit } = scope.model;
  return fixIf('Allow the origins you list in a map (pages of others lose access)', 'needs-input', [
    ...before,
    ...(varies ? [] : edit.insertAfter(header.directive, ['add_header Vary Origin always;'])),
    ...scope.model.edit.replaceArg(header.directive, header.valueIndex, `$${name}`),
  ]);
}
