import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';

/** The directives that {@link isFirstHeader} is about. */
export const FIRST_HEADERS: readonly string[] = ['add_header', 'more_set_headers'];

/**
 * Whether a directive is the first of its scope, in its own file, that bears one of the names. Rules about a set of directives
 * start from it: the top level of a fragment is no scope of the file, its directives are. An included file has a first one too.
 */
export function isFirstOf(directive: NginxDirective, names: readonly string[]): boolean {
  if (!names.includes(directive.name)) return false;
  return firstIn(directive.scope, names, directive.uri) === directive;
}

/** By scope, file and list of names; asked for every directive that bears one. A cache only. */
const firsts = new WeakMap<NginxScope, Map<string, NginxDirective | undefined>>();

function firstIn(scope: NginxScope, names: readonly string[], uri: string): NginxDirective | undefined {
  const known = firsts.get(scope) ?? new Map<string, NginxDirective | undefined>();
  firsts.set(scope, known);
  const key = [uri, ...names].join(' ');
  if (!known.has(key)) {
    known.set(
      key,
      scope.directives.find((other) => names.includes(other.name) && other.uri === uri),
    );
  }
  return known.get(key);
}

/** The same for the lines that add response headers. */
export function isFirstHeader(directive: NginxDirective): boolean {
  return isFirstOf(directive, FIRST_HEADERS);
}
