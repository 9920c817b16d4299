import type { NginxDirective, NginxScope } from '../../formats/nginx/model.ts';

const HEADERS: readonly string[] = ['add_header', 'more_set_headers'];

/**
 * Whether a directive is the first of its scope, in this file, that bears one of the names. Rules about a set of directives
 * start from it: the top level of a fragment is no scope of the file, its directives are.
 */
export function isFirstOf(directive: NginxDirective, names: readonly string[]): boolean {
  if (!names.includes(directive.name)) return false;
  return firstIn(directive.scope, names) === directive;
}

/** By scope and list of names; asked for every directive that bears one. A cache only. */
const firsts = new WeakMap<NginxScope, Map<string, NginxDirective | undefined>>();

function firstIn(scope: NginxScope, names: readonly string[]): NginxDirective | undefined {
  const known = firsts.get(scope) ?? new Map<string, NginxDirective | undefined>();
  firsts.set(scope, known);
  const key = names.join(' ');
  if (!known.has(key)) {
    const { uri } = scope.model;
    known.set(
      key,
      scope.directives.find((other) => names.includes(other.name) && other.uri === uri),
    );
  }
  return known.get(key);
}

/** The same for the lines that add response headers. */
export function isFirstHeader(directive: NginxDirective): boolean {
  return isFirstOf(directive, HEADERS);
}
