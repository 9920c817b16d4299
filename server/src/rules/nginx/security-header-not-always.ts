import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { SECURITY_HEADER_NAMES } from '../../knowledge/headers/security-headers.ts';
import { answer, isHandler } from '../../subjects/nginx/answers.ts';
import { isAssetPath } from '../../subjects/nginx/content.ts';
import { FIRST_HEADERS, isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { scopePath, someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/security-header-not-always',
  subject: 'nginxDirective',
  directives: FIRST_HEADERS,
  severity: 'low',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Security headers are missing from error answers',
  fix: 'safe',
  formats: ['nginx'],
  check(start, report) {
    if (!isFirstHeader(start)) return;
    const { scope } = start;
    const { uri } = start;
    const bare = bareHeaders(scope, uri);
    const [first] = bare;
    // Said once a server: the repair of an outer block covers the blocks inside.
    if (
      first === undefined ||
      isAssetPath(scope) ||
      hasOwnErrorsOnly(scope, bare) ||
      hasNoErrorAnswers(scope) ||
      scope
        .chain()
        .slice(1)
        .some((outer) => bareHeaders(outer, uri).length > 0)
    )
      return;
    const names = bare.map((directive) => directive.arg(0) ?? '');
    const all = [...bare, ...scope.descendants().flatMap((inner) => bareHeaders(inner, uri))];
    report({
      at: first.at,
      message: `${someOf(names, 3)}: left out of error answers; add always`,
      path: [...scopePath(scope), 'always'],
      fixes: fixIf(
        `Add always to ${named(all)} (error answers carry ${all.length === 1 ? 'it' : 'them'} too)`,
        all.every((directive) => headerOf(directive)?.name === 'x-content-type-options') ? 'safe' : 'behavior-changing',
        all.flatMap((directive) => scope.model.edit.appendArg(directive, 'always')),
      ),
    });
  },
});

/** The headers that get the word, each name once. */
function named(headers: readonly NginxDirective[]): string {
  return someOf([...new Set(headers.map((directive) => directive.arg(0) ?? ''))], 3, 80);
}

/** The protective headers a scope itself adds, in one file, to successful answers only. */
function bareHeaders(scope: NginxScope, uri: string): readonly NginxDirective[] {
  return scope.own('add_header').filter((directive) => {
    const header = headerOf(directive);
    if (header === undefined || header.always || directive.args.length !== 2) return false;
    return isProtective(header.name) && directive.uri === uri;
  });
}

// HSTS has a rule of its own; on reports an error page adds nothing.
function isProtective(name: string): boolean {
  return SECURITY_HEADER_NAMES.has(name) && name !== 'strict-transport-security' && !name.endsWith('-report-only');
}

/** What only guards a page that holds something: an error page of nginx's own has nothing to frame and runs no script. */
const ON_PAGES = /^(?:x-frame-options|content-security-policy|cross-origin-opener-policy|permissions-policy)$/;

/** Whether a location below the start page hands out files only, so that its errors are nginx's own pages, and the headers guard pages. */
function hasOwnErrorsOnly(scope: NginxScope, bare: readonly NginxDirective[]): boolean {
  if (scope.kind !== 'location' || scope.location?.path === '/') return false;
  const scopes = [scope, ...scope.descendants()];
  const goesOn = ({ directives }: NginxScope): boolean =>
    directives.some(
      ({ name, values }) =>
        isHandler(name) ||
        name === 'include' ||
        (name === 'rewrite' && values[2] !== 'break') ||
        (name === 'try_files' && !/^=[45]\d\d$/.test(values.at(-1) ?? '')),
    );
  // An error_page is answered with the headers of the place it leads to.
  if (scopes.some(goesOn)) return false;
  return bare.every((directive) => ON_PAGES.test(headerOf(directive)?.name ?? ''));
}

/** The statuses to which `add_header` adds without `always`. */
const COVERED: readonly (number | undefined)[] = [200, 201, 204, 206, 301, 302, 303, 304, 307, 308];

/** Whether every request to a scope is answered with a constant success or redirect: by itself, or by all locations of a server. */
function hasNoErrorAnswers(scope: NginxScope): boolean {
  const isFine = (one: NginxScope): boolean => COVERED.includes(answer(one)?.status);
  if (isFine(scope)) return true;
  const { server } = scope;
  if (server === undefined || scope.kind !== 'server' || typeof server.match('/') === 'string') return false;
  return server.locations.every((location) => isFine(location.scope));
}
