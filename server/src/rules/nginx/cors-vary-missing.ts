import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { ALLOW_ORIGIN, ownHeaders } from '../../subjects/nginx/cors.ts';
import { FIRST_HEADERS, isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-vary-missing',
  subject: 'nginxDirective',
  directives: FIRST_HEADERS,
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'The allowed origin changes by request but Vary does not say so',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(start, report) {
    if (!isFirstHeader(start)) return;
    const { scope } = start;
    const [header] = ownHeaders(scope, ALLOW_ORIGIN).filter(({ value }) => withoutTemplate(value).includes('$'));
    if (header === undefined || header.directive.name !== 'add_header' || scope.kind === 'if') return;
    // A variable that is the same for everybody (`$scheme://$host`) needs no Vary.
    if (!/origin|cors|referer|allow/i.test(withoutTemplate(header.value))) return;
    const varies = responseHeaders(scope)
      .all('vary')
      .some(({ value }) => /origin|\*|\$/i.test(value));
    if (varies || isNeverCached(scope) || !dependsOnOrigin(withoutTemplate(header.value), scope)) return;
    report({
      at: header.directive.at,
      message: 'Access-Control-Allow-Origin changes by request; add Vary: Origin so that caches keep answers apart',
      fixes: fixIf(
        'Add Vary: Origin (caches keep one answer per origin)',
        'behavior-changing',
        scope.model.edit.insertAfter(header.directive, ['add_header Vary Origin always;']),
      ),
    });
  },
});

/** A value without what a template language fills in once, before nginx starts: `{{ $ORIGIN }}` is the same for every request. */
function withoutTemplate(value: string): string {
  return value.replace(/\{\{[^{}]{0,200}\}\}/g, '');
}

/** Nothing is kept that Vary could keep apart. */
function isNeverCached(scope: NginxScope): boolean {
  const control = responseHeaders(scope).all('cache-control');
  return (
    scope.scalar('expires').directive?.arg(0) === '-1' ||
    control.some(({ value }) => /no-store|no-cache|private/i.test(value))
  );
}

/** Whether one of the variables in the value is made from the request's Origin; unknown ones may be. */
function dependsOnOrigin(value: string, scope: NginxScope): boolean {
  const { model } = scope;
  return model.variablesIn(value).some(({ name }) => {
    const definitions = model.variable(name)?.definitions ?? [];
    const maps = definitions.filter(({ kind }) => kind === 'map');
    // Made where we do not see: nothing is claimed about it.
    if (definitions.length === 0) return name.includes('origin');
    if (maps.length < definitions.length) return true;
    return maps.some(({ directive }) =>
      /origin|referer|\$\{?(?!sent_http_|uri|request_|host|scheme)/i.test(directive.arg(0) ?? ''),
    );
  });
}
